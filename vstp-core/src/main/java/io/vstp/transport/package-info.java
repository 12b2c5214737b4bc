/**
 * What sessions look like to those who use them, whatever carries the frames.
 */
@NullMarked
package io.vstp.transport;

import org.jspecify.annotations.NullMarked;
