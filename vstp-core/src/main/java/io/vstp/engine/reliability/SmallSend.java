package io.vstp.engine.reliability;

import java.util.Deque;

import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
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

	/** How often it was sent, the one before its time included. */
	private int datagrams;

	/** Its number among the datagrams of all frames. */
	private long lastDatagram;

	/** How many of its datagrams the peer has refused. */
	private int refusals;

	/** What the peer said when it refused the last one. */
	private @Nullable Headers refusal;

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

	/**
	 * It was sent, and not before its time.
	 * @param number of the datagram among those of all frames
	 * @param now the time
	 */
	void sent(long number, long now) {
		this.transmissions++;
		this.sentAt = now;
		this.refusal = null;
		sentBeforeTime(number);
	}

	void sentBeforeTime(long number) {
		this.datagrams++;
		this.lastDatagram = number;
	}

	long lastDatagram() {
		return this.lastDatagram;
	}

	void refused(Headers error) {
		this.refusals++;
		this.refusal = error;
	}

	boolean wasRefused() {
		return this.refusals > 0;
	}

	/**
	 * Says whether no datagram is left that the peer may have taken.
	 * @return whether it was refused as often as it was sent
	 */
	boolean isRefusedEachTime() {
		return this.refusals >= this.datagrams;
	}

	/**
	 * Returns what the peer said since the last transmission.
	 * @return the headers of its ERR, or {@code null} if there was none
	 */
	@Nullable Headers refusal() {
		return this.refusal;
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
	boolean keepsTrying(Headers error, long now) {
		return this.owner.keepsTrying(this, error, now);
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
