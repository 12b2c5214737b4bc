/**
 * Frames from bytes and back.
 */
@NullMarked
package io.vstp.codec;

import org.jspecify.annotations.NullMarked;
