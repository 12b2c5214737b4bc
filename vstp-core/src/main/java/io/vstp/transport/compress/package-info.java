/**
 * Which payloads are compressed, and which are taken.
 */
@NullMarked
package io.vstp.transport.compress;

import org.jspecify.annotations.NullMarked;
