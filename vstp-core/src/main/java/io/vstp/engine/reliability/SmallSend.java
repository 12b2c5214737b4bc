package io.vstp.engine.reliability;

import java.util.Deque;

import io.vstp.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A frame that fits into a datagram, and waits to be sent or for its ACK.
 */
final class SmallSend extends OpenSend {

	private final SmallSends owner;

	private @Nullable Deque<SmallSend> queue;

	private boolean admitted;

	private int transmissions;

	/** When it is to be sent again, while it was sent once. */
	private long secondAt;

	private boolean probed;

	private long sentAt;

	SmallSend(SmallSends owner, Frame frame, Outbound outbound, int length) {
		super(frame, outbound, length);
		this.owner = owner;
	}

	void queueLast(Deque<SmallSend> queue) {
		queue.addLast(this);
		this.queue = queue;
	}

	void queueFirst(Deque<SmallSend> queue) {
		queue.addFirst(this);
		this.queue = queue;
	}

	/**
	 * Leaves the queue in which it stands, if it does.
	 */
	void leaveQueue() {
		if (this.queue != null) {
			// Most often it is the first.
			this.queue.remove(this);
			this.queue = null;
		}
	}

	/**
	 * It is one of those that may be under way without their ACK.
	 */
	void admit() {
		this.admitted = true;
	}

	boolean isAdmitted() {
		return this.admitted;
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

	/**
	 * It was sent for the first time.
	 * @param nextAt when it is to be sent again
	 */
	void sentFirst(long nextAt) {
		this.secondAt = nextAt;
	}

	long secondAt() {
		return this.secondAt;
	}

	/**
	 * Says whether it was sent once more before its time.
	 * @return whether it was
	 */
	boolean isProbed() {
		return this.probed;
	}

	void probe() {
		this.probed = true;
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
