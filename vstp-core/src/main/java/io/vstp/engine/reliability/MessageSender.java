package io.vstp.engine.reliability;

import io.vstp.frame.Frame;

/**
 * Brings messages to one peer: as they are where they fit into a datagram, in fragments
 * where not, and again where an ACK is wanted and does not come (docs/protocol.md,
 * "UDP"). A state machine for one thread, without a clock: {@code now} is in nanoseconds
 * and never runs backwards.
 */
public final class MessageSender {

	public MessageSender(SenderSettings settings, SenderEffects effects) {
	}

	/**
	 * Sends a message. With REQ_ACK it needs a {@code msg-id} that no other one under way
	 * has, and is sent again until it is acknowledged.
	 * @param frame the message, of any length; taken over
	 * @param outbound is told what becomes of it
	 * @param now the time
	 */
	public void send(Frame frame, Outbound outbound, long now) {
		throw new IllegalStateException();
	}

	/**
	 * An ACK or ERR came in.
	 * @param frame the frame; not taken over
	 * @param now the time
	 * @return whether it answers something of this sender's
	 */
	public boolean answered(Frame frame, long now) {
		throw new IllegalStateException();
	}

	/**
	 * The message needs no ACK any more, for instance because its reply is there: counts
	 * as acknowledged.
	 * @param msgId its {@code msg-id}
	 * @param now the time
	 */
	public void settle(String msgId, long now) {
		throw new IllegalStateException();
	}

	/**
	 * The peer has shown by {@code vx} that it knows the extensions.
	 */
	public void peerIsExtended() {
		throw new IllegalStateException();
	}

	/**
	 * Sends what may be sent now. Called after all other calls, when the socket takes
	 * datagrams again, and when {@link #nextDeadline} is there.
	 * @param now the time
	 */
	public void transmitPending(long now) {
		throw new IllegalStateException();
	}

	/**
	 * Returns when {@link #transmitPending} is to be called at the latest.
	 * @return the time, or {@link Long#MAX_VALUE} if nothing waits for one
	 */
	public long nextDeadline() {
		throw new IllegalStateException();
	}

	/**
	 * Says whether nothing is under way or waiting.
	 * @return whether nothing is
	 */
	public boolean isIdle() {
		throw new IllegalStateException();
	}

	/**
	 * Returns how many payload bytes wait or are under way.
	 * @return bytes
	 */
	public long pendingBytes() {
		throw new IllegalStateException();
	}

	/**
	 * Ends all sends with {@link SendFailure#CLOSED}.
	 * @param reason for people
	 */
	public void close(String reason) {
		throw new IllegalStateException();
	}

}
