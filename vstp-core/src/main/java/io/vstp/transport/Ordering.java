package io.vstp.transport;

/**
 * In which order the frames of a session are handled.
 */
public enum Ordering {

	/**
	 * Frames without {@code correlation-id} one after the other, each once its
	 * predecessor is answered; those with one side by side.
	 */
	UNCORRELATED,

	/** All one after the other. */
	ALL,

	/** All side by side. */
	NONE

}
