package io.vstp.engine.select;

/**
 * How well a transport does: what is measured, smoothed, and whether it is up.
 */
final class TransportHealth {

	/** How much of a smoothed value a new measurement makes up. */
	private static final double GAIN = 1.0 / 16;

	/** Failures that are closer together count once, in nanoseconds. */
	private final long spacing;

	private TransportState state = TransportState.UNKNOWN;

	private long smoothedRtt;

	private boolean sampled;

	private double loss;

	private int failures;

	private long failedAt;

	private long answeredAt;

	private long changedAt;

	private boolean everUp;

	TransportHealth(long spacing) {
		this.spacing = spacing;
	}

	TransportState state() {
		return this.state;
	}

	boolean isUp() {
		return this.state == TransportState.UP;
	}

	/**
	 * Says whether the transport has ever been up.
	 * @return whether it has
	 */
	boolean wasUp() {
		return this.everUp;
	}

	/**
	 * Messages, or a probe, were answered.
	 * @param messages how many
	 * @param rtt how long that took, or 0 where it was not measured
	 * @param now the time
	 */
	void answered(int messages, long rtt, long now) {
		this.failures = 0;
		this.answeredAt = now;
		this.loss *= Math.pow(1 - GAIN, messages);
		if (rtt > 0) {
			this.smoothedRtt = this.sampled ? this.smoothedRtt + (long) ((rtt - this.smoothedRtt) * GAIN * 2) : rtt;
			this.sampled = true;
		}
	}

	/**
	 * Something has found no answer in time.
	 * @param now the time
	 */
	void unanswered(long now) {
		this.loss += (1 - this.loss) * GAIN;
		// What was lost together counts once.
		if (this.failures == 0 || now - this.failedAt >= spacing()) {
			this.failures++;
			this.failedAt = now;
		}
	}

	/**
	 * Returns how far failures have to be apart to count each.
	 * @return nanoseconds
	 */
	long spacing() {
		return Math.max(this.spacing, this.smoothedRtt);
	}

	/**
	 * Moves to another state.
	 * @param next the state
	 * @param now the time
	 * @return whether it is another one
	 */
	boolean become(TransportState next, long now) {
		if (next == this.state) {
			return false;
		}
		this.state = next;
		this.changedAt = now;
		if (next == TransportState.UP) {
			this.everUp = true;
			// What was lost meanwhile says nothing of what comes.
			this.loss = 0;
		}
		return true;
	}

	/**
	 * Forgets all that was measured.
	 */
	void forget() {
		this.state = TransportState.UNKNOWN;
		this.sampled = false;
		this.smoothedRtt = 0;
		this.loss = 0;
		this.failures = 0;
	}

	int failures() {
		return this.failures;
	}

	long smoothedRtt() {
		return this.smoothedRtt;
	}

	double loss() {
		return this.loss;
	}

	long answeredAt() {
		return this.answeredAt;
	}

	long changedAt() {
		return this.changedAt;
	}

}
