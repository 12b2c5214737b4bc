package io.vstp.engine.reliability;

/**
 * How long the way to the peer and back takes (RFC 9002, section 5), and what follows
 * from it for how long to wait. Times are nanoseconds.
 */
final class RttEstimator {

	/** What is assumed before anything was measured. */
	static final long INITIAL_RTT = 100_000_000;

	/** Timers are not more exact. */
	static final long GRANULARITY = 1_000_000;

	/** For how long the peer may keep an acknowledgement back. */
	static final long ACK_DELAY = 5_000_000;

	private static final long MIN_AGE = 10_000_000_000L;

	private final SenderEffects effects;

	private long smoothed = INITIAL_RTT;

	private long variation = INITIAL_RTT / 2;

	private long latest = INITIAL_RTT;

	private long min;

	private long minAt;

	private boolean sampled;

	RttEstimator(SenderEffects effects) {
		this.effects = effects;
	}

	/**
	 * Takes a measurement.
	 * @param rtt from sending to the acknowledgement of something sent once
	 * @param now the time
	 */
	void sample(long rtt, long now) {
		long sample = Math.max(rtt, 1);
		this.latest = sample;
		update(sample);
		if (this.min == 0 || sample <= this.min || now - this.minAt > MIN_AGE) {
			this.min = sample;
			this.minAt = now;
		}
		this.effects.rttMeasured(sample, this.smoothed);
	}

	private void update(long sample) {
		if (!this.sampled) {
			this.sampled = true;
			this.smoothed = sample;
			this.variation = sample / 2;
			return;
		}
		this.variation += (Math.abs(this.smoothed - sample) - this.variation) / 4;
		this.smoothed += (sample - this.smoothed) / 8;
	}

	void forgetMin() {
		this.min = 0;
	}

	boolean hasSample() {
		return this.sampled;
	}

	long smoothed() {
		return this.smoothed;
	}

	long variation() {
		return this.variation;
	}

	/**
	 * Returns the shortest time measured in the last ten seconds or so.
	 * @return nanoseconds, or 0 if there was none yet
	 */
	long min() {
		return this.min;
	}

	/**
	 * Returns how long ago the shortest time was measured.
	 * @param now the time
	 * @return nanoseconds
	 */
	long minAge(long now) {
		return now - this.minAt;
	}

	/**
	 * Returns after which silence the peer is asked.
	 * @return the probe timeout, before any doubling
	 */
	long probeTimeout() {
		return this.smoothed + Math.max(4 * this.variation, GRANULARITY) + ACK_DELAY;
	}

	/**
	 * Returns for how long something may be missing while something sent later was
	 * acknowledged.
	 * @return nanoseconds
	 */
	long lossDelay() {
		long rtt = Math.max(this.smoothed, this.latest);
		return Math.max(rtt + rtt / 8, GRANULARITY);
	}

}
