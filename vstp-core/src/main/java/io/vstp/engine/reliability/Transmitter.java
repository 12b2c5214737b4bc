package io.vstp.engine.reliability;

import io.vstp.frame.Frame;

/**
 * The way out: hands datagrams over while the socket and the peer take them, and not too
 * many at once.
 */
final class Transmitter {

	/** How many datagrams go out before the event loop has its turn. */
	static final int AT_ONCE = 64;

	private static final int PREAMBLE = 11;

	private final SenderEffects effects;

	private final int trailer;

	private int left = AT_ONCE;

	private boolean blocked;

	private boolean wasBlocked;

	private long blockedSince;

	Transmitter(SenderEffects effects, int trailer) {
		this.effects = effects;
		this.trailer = trailer;
	}

	/**
	 * The caller has its turn again.
	 */
	void begin() {
		this.left = AT_ONCE;
		this.wasBlocked = this.blocked;
		this.blocked = false;
	}

	/**
	 * Says whether a datagram may be sent. To be asked before each.
	 * @param length of the datagram
	 * @param now the time
	 * @return whether it may
	 */
	boolean maySend(int length, long now) {
		if (this.left == 0) {
			return false;
		}
		boolean may = this.effects.maySend(length);
		if (may) {
			this.wasBlocked = false;
		}
		else if (!this.blocked && !this.wasBlocked) {
			this.blockedSince = now;
		}
		this.blocked = !may;
		return may;
	}

	void send(Frame frame) {
		this.left--;
		this.effects.transmit(frame);
	}

	void sendAgain(Frame frame) {
		send(frame);
		this.effects.retransmitted(1);
	}

	/**
	 * Says whether as many datagrams were sent as may be at once.
	 * @return whether the rest has to wait for the next turn
	 */
	boolean isExhausted() {
		return this.left == 0;
	}

	/**
	 * Says whether the last datagram was not taken.
	 * @return whether sending has to wait until somebody calls again
	 */
	boolean isBlocked() {
		return this.blocked;
	}

	/**
	 * Returns since when nothing was taken, while it {@link #isBlocked}.
	 * @return the time
	 */
	long blockedSince() {
		return this.blockedSince;
	}

	int length(Frame frame) {
		return PREAMBLE + frame.headers().byteLength() + frame.payload().readableBytes() + this.trailer;
	}

}
