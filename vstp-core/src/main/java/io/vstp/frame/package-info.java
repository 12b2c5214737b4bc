/**
 * The immutable wire model: frames, their parts and their limits.
 */
@NullMarked
package io.vstp.frame;

import org.jspecify.annotations.NullMarked;
