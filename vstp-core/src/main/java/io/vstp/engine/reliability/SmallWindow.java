package io.vstp.engine.reliability;

/**
 * How many small frames may be under way without their ACK: fewer while the peer has no
 * room for them.
 */
final class SmallWindow {

	/** It does not fall below, unless it may never be as much. */
	static final int MIN = 8;

	private final int max;

	private int limit;

	private int used;

	private long datagrams;

	/** What was sent before may be refused without a further effect. */
	private long datagramsWhenHalved;

	SmallWindow(int max) {
		this.max = max;
		this.limit = max;
	}

	boolean hasRoom() {
		return this.used < this.limit;
	}

	void enter() {
		this.used++;
	}

	void leave() {
		this.used--;
	}

	/**
	 * A frame is sent.
	 * @return the number of the datagram
	 */
	long transmitted() {
		return ++this.datagrams;
	}

	void acknowledged() {
		this.limit = Math.min(this.limit + 1, this.max);
	}

	/**
	 * The peer had no room. All that was under way at the same time counts once.
	 * @param number of the frame's last datagram
	 */
	void refused(long number) {
		if (number > this.datagramsWhenHalved) {
			this.datagramsWhenHalved = this.datagrams;
			this.limit = Math.min(this.max, Math.max(this.limit / 2, MIN));
		}
	}

}
