/**
 * Plays sensors, players and senders of files, so that there is something to see.
 */
@NullMarked
package io.vstp.demo.traffic;

import org.jspecify.annotations.NullMarked;
