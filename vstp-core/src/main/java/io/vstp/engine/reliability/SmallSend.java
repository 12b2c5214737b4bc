package io.vstp.engine.reliability;

import io.vstp.frame.Frame;

/**
 * A frame that fits into a datagram, and waits to be sent or for its ACK.
 */
final class SmallSend extends OpenSend {

	private final SmallSends owner;

	private int transmissions;

	private long sentAt;

	SmallSend(SmallSends owner, Frame frame, Outbound outbound, int length) {
		super(frame, outbound, length);
		this.owner = owner;
	}

	int transmissions() {
		return this.transmissions;
	}

	long sentAt() {
		return this.sentAt;
	}

	void sent(long now) {
		this.transmissions++;
		this.sentAt = now;
	}

	@Override
	boolean mayBeAcknowledged() {
		return this.transmissions > 0;
	}

	@Override
	boolean mayBeRefused() {
		return this.transmissions > 0;
	}

	@Override
	void answered(long now) {
		this.owner.answered(this, now);
	}

	@Override
	void due(long now) {
		this.owner.due(this);
	}

	@Override
	void ended() {
		this.owner.ended(this);
	}

}
