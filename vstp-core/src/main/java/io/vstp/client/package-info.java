/**
 * The public face of the client.
 */
@NullMarked
package io.vstp.client;

import org.jspecify.annotations.NullMarked;
