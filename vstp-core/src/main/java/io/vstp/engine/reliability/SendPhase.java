package io.vstp.engine.reliability;

import io.vstp.engine.fragment.ProgressAck;

/**
 * How a message in fragments is being sent.
 */
interface SendPhase {

	/**
	 * Sends fragments that may be sent now.
	 * @param limit how many at the most
	 * @param urgent whether only those that were sent before
	 * @param now the time
	 * @return how many were sent
	 */
	default int transmit(int limit, boolean urgent, long now) {
		return 0;
	}

	/**
	 * A progress ACK for the message came.
	 * @param ack what it says, which may be anything
	 * @param now the time
	 * @return whether it can be true; if not, it had no effect
	 */
	default boolean progress(ProgressAck ack, long now) {
		return true;
	}

	/**
	 * The deadline is there.
	 * @param now the time
	 */
	void due(long now);

	/**
	 * Returns when the message is to be looked at.
	 * @return the time, or {@link Long#MAX_VALUE} if it waits for something else
	 */
	long deadline();

	/**
	 * The phase is over.
	 */
	default void ended() {
	}

	/**
	 * Says whether an ACK can be true.
	 * @param ack what it says
	 * @param sent how many fragments were sent, from the first on
	 * @return whether it acknowledges none but those
	 */
	static boolean isPlausible(ProgressAck ack, int sent) {
		return ack.next() + ack.arrived().length() <= sent;
	}

}
