/**
 * The public face of the server.
 */
@NullMarked
package io.vstp.server;

import org.jspecify.annotations.NullMarked;
