package io.vstp.client;

import java.time.Duration;

import io.vstp.transport.Checks;

/**
 * How long to wait between attempts to connect: twice as long after each that failed,
 * less a random part, so that many clients do not come back at the same moment.
 *
 * @param initialDelay before the second attempt; default 100 ms
 * @param maxDelay at the most; default 10 s
 * @param jitter which part of the delay is random, 0 to 1; default 0.5
 */
public record Backoff(Duration initialDelay, Duration maxDelay, double jitter) {

	/** 100 ms, 10 s, 0.5. */
	public static final Backoff DEFAULTS = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), 0.5);

	public Backoff {
		Checks.positive("initialDelay", initialDelay);
		Checks.positive("maxDelay", maxDelay);
		Checks.share("jitter", jitter);
	}

	/**
	 * Returns how long to wait.
	 * @param failures attempts that failed in a row, 1 or more
	 * @param random between 0 and 1
	 * @return the delay
	 */
	public Duration delay(int failures, double random) {
		double doubled = (double) this.initialDelay.toNanos() * Math.pow(2, Math.min(failures - 1, 62));
		double delay = Math.min(doubled, (double) this.maxDelay.toNanos());
		return Duration.ofNanos((long) (delay * (1 - this.jitter * random)));
	}

}
