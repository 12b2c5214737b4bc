package io.vstp.transport;

/**
 * Who gave a frame to a session, and wants to know what becomes of it. Called on event
 * loops: must not block.
 */
public interface Submission {

	/**
	 * Says whether anybody still waits. Where nobody does, a frame that got lost is not
	 * sent again.
	 * @return whether somebody does
	 */
	boolean isWanted();

	/**
	 * Says whether {@link #written()} is of interest.
	 * @return whether it is
	 */
	boolean waitsForWrite();

	/**
	 * The frame was handed to the operating system.
	 */
	void written();

	/**
	 * The frame was sent again, because no answer came in time.
	 */
	default void retransmitted() {
	}

	/**
	 * The frame was not sent, or is not known to have arrived.
	 * @param failure what went wrong
	 */
	void failed(Throwable failure);

}
