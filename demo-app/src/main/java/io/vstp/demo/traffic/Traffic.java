package io.vstp.demo.traffic;

import java.time.Duration;

/**
 * Something to play over and over.
 */
interface Traffic {

	/**
	 * Returns what it is.
	 * @return a word for the log
	 */
	String name();

	/**
	 * Returns how often to play.
	 * @return the time from the end of a round to the next
	 */
	Duration interval();

	/**
	 * Plays one round. Not called again before it has returned.
	 */
	void play();

}
