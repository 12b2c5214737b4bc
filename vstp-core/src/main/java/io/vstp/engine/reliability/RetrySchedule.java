package io.vstp.engine.reliability;

/**
 * When to send again what has no ACK yet: as the policy says, but not before the answer
 * can be there.
 */
final class RetrySchedule {

	private final RetryPolicy policy;

	private final RttEstimator rtt;

	private final SenderEffects effects;

	RetrySchedule(RetryPolicy policy, RttEstimator rtt, SenderEffects effects) {
		this.policy = policy;
		this.rtt = rtt;
		this.effects = effects;
	}

	/**
	 * Returns how long to wait after a transmission.
	 * @param transmissions how many there were, 1 or more
	 * @return nanoseconds until the next one, or until it is given up
	 */
	long delay(int transmissions) {
		if (isLast(transmissions)) {
			return this.policy.ackTimeout();
		}
		double random = (this.effects.random() >>> 11) * 0x1.0p-53;
		long delay = this.policy.delay(transmissions, random);
		return this.rtt.hasSample() ? Math.max(delay, this.rtt.probeTimeout()) : delay;
	}

	/**
	 * Says whether no further transmission is allowed.
	 * @param transmissions how many there were
	 * @return whether it was the last one
	 */
	boolean isLast(int transmissions) {
		return transmissions > this.policy.maxRetries();
	}

	static String noAck(int transmissions) {
		return (transmissions == 1) ? "No ACK came"
				: "No ACK came, though it was sent %d times".formatted(transmissions);
	}

}
