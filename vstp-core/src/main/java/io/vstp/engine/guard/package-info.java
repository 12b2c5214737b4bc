/**
 * Bounds on what peers may claim.
 */
@NullMarked
package io.vstp.engine.guard;

import org.jspecify.annotations.NullMarked;
