package io.vstp.engine.reliability;

/**
 * Spreads a window over its round trip (RFC 9002, section 7.7), so that it does not meet
 * a queue on the way all at once.
 */
final class Pacer {

	private static final int BURST = 10;

	// A timer that fires later than it should must not cost throughput.
	private static final long TIMER_SLACK = 2 * RttEstimator.GRANULARITY;

	private final int datagram;

	private double allowance;

	private double bytesPerNano;

	private long updated;

	private boolean started;

	/**
	 * Creates a pacer.
	 * @param datagram the longest datagram, in bytes
	 */
	Pacer(int datagram) {
		this.datagram = datagram;
	}

	/**
	 * Lets time pass.
	 * @param rate bytes for each nanosecond, or 0 to let everything pass
	 * @param now the time
	 */
	void update(double rate, long now) {
		this.bytesPerNano = rate;
		double capacity = Math.max((double) BURST * this.datagram, this.bytesPerNano * TIMER_SLACK);
		double earned = this.started ? this.bytesPerNano * (double) (now - this.updated) : capacity;
		this.allowance = Math.min(this.allowance + earned, capacity);
		this.updated = now;
		this.started = true;
	}

	/**
	 * Says whether a datagram may be sent now, as of the last update.
	 * @return whether it may
	 */
	boolean maySend() {
		return this.bytesPerNano == 0 || this.allowance > 0;
	}

	void sent(int bytes) {
		if (this.bytesPerNano != 0) {
			this.allowance -= bytes;
		}
	}

	/**
	 * Returns when some datagrams may be sent again; not just one, which would not be
	 * worth a timer each.
	 * @return the time
	 */
	long nextTime() {
		double wanted = (double) BURST / 4 * this.datagram - this.allowance;
		return this.updated + Math.max((long) (wanted / this.bytesPerNano), 0) + 1;
	}

}
