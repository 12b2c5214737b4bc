/**
 * Which of two transports carries a message: how well each of them does, and when to
 * change over.
 */
@NullMarked
package io.vstp.engine.select;

import org.jspecify.annotations.NullMarked;
