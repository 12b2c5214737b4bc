/**
 * Tells the players of a match what the others do.
 */
@NullMarked
package io.vstp.demo.game;

import org.jspecify.annotations.NullMarked;
