package io.vstp.engine.reliability;

import io.vstp.frame.Frame;

/**
 * What a sender has others do. Must not call back into it.
 */
public interface SenderEffects {

	/**
	 * Sends a frame as one datagram.
	 * @param frame the frame, which fits into one; taken over
	 */
	void transmit(Frame frame);

	/**
	 * Says whether a datagram may be sent now: the socket takes it, and the peer has
	 * shown that it is there or has sent enough itself.
	 * @param length of the datagram, in bytes
	 * @return whether it may; where not, {@link MessageSender#transmitPending} is called
	 * once that changes
	 */
	boolean maySend(int length);

	/**
	 * The peer has returned an id of this end's that nobody else could know.
	 */
	void peerProved();

	/**
	 * Something was sent again.
	 * @param datagrams how many
	 */
	void retransmitted(int datagrams);

	/**
	 * A round trip was measured.
	 * @param rtt how long it took, in nanoseconds
	 * @param smoothed what is taken for usual by now, in nanoseconds
	 */
	void rttMeasured(long rtt, long smoothed);

	/**
	 * An ACK of fragments was read.
	 * @param window how many bytes of long messages may be under way by now, as far as
	 * congestion is concerned
	 */
	void congestionWindow(long window);

	/**
	 * Returns a random number, which a stranger cannot guess.
	 * @return 64 random bits
	 */
	long random();

}
