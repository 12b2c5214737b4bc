package io.vstp.client;

import java.time.Duration;

import io.vstp.engine.select.SelectSettings;
import io.vstp.transport.Checks;

/**
 * How a client with {@link TransportChoice#AUTO} chooses. Immutable; {@link #mutate()}
 * makes variants.
 */
public final class AutoOptions {

	/** The defaults. */
	public static final AutoOptions DEFAULTS = builder().build();

	private final Builder values;

	private AutoOptions(Builder values) {
		this.values = values;
	}

	/**
	 * Returns a builder that starts with the defaults.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns a builder that starts with these options.
	 * @return a new builder
	 */
	public Builder mutate() {
		return new Builder(this.values);
	}

	public int probeAttempts() {
		return this.values.probeAttempts;
	}

	public Duration probeTimeout() {
		return this.values.probeTimeout;
	}

	public Duration probeInterval() {
		return this.values.probeInterval;
	}

	public Duration switchCooldown() {
		return this.values.switchCooldown;
	}

	public Duration minDwellTime() {
		return this.values.minDwellTime;
	}

	public int consecutiveFailuresThreshold() {
		return this.values.consecutiveFailuresThreshold;
	}

	public double minScoreMargin() {
		return this.values.minScoreMargin;
	}

	public Duration peerPreferenceTtl() {
		return this.values.peerPreferenceTtl;
	}

	SelectSettings settings() {
		return new SelectSettings(probeAttempts(), probeTimeout().toNanos(), probeInterval().toNanos(),
				switchCooldown().toNanos(), minDwellTime().toNanos(), consecutiveFailuresThreshold(), minScoreMargin(),
				peerPreferenceTtl().toNanos());
	}

	/**
	 * Puts {@link AutoOptions} together.
	 */
	public static final class Builder {

		private int probeAttempts = 3;

		private Duration probeTimeout = Duration.ofMillis(500);

		private Duration probeInterval = Duration.ofSeconds(2);

		private Duration switchCooldown = Duration.ofSeconds(10);

		private Duration minDwellTime = Duration.ofSeconds(5);

		private int consecutiveFailuresThreshold = 3;

		private double minScoreMargin = 0.15;

		private Duration peerPreferenceTtl = Duration.ofMinutes(5);

		private Builder() {
		}

		private Builder(Builder other) {
			this.probeAttempts = other.probeAttempts;
			this.probeTimeout = other.probeTimeout;
			this.probeInterval = other.probeInterval;
			this.switchCooldown = other.switchCooldown;
			this.minDwellTime = other.minDwellTime;
			this.consecutiveFailuresThreshold = other.consecutiveFailuresThreshold;
			this.minScoreMargin = other.minScoreMargin;
			this.peerPreferenceTtl = other.peerPreferenceTtl;
		}

		/**
		 * Sets how many probes in a row have to find no answer until a transport counts
		 * as not there; default 3.
		 * @param probeAttempts probes
		 * @return this builder
		 */
		public Builder probeAttempts(int probeAttempts) {
			this.probeAttempts = Checks.positive("probeAttempts", probeAttempts);
			return this;
		}

		/**
		 * Sets how long a probe waits for its answer; default 500 ms.
		 * @param probeTimeout the timeout
		 * @return this builder
		 */
		public Builder probeTimeout(Duration probeTimeout) {
			this.probeTimeout = Checks.positive("probeTimeout", probeTimeout);
			return this;
		}

		/**
		 * Sets how often a transport that is up is probed while the client is in use;
		 * default 2 s.
		 * @param probeInterval the interval
		 * @return this builder
		 */
		public Builder probeInterval(Duration probeInterval) {
			this.probeInterval = Checks.positive("probeInterval", probeInterval);
			return this;
		}

		/**
		 * Sets for how long after a switch there is no other one to a transport that is
		 * merely better; default 10 s.
		 * @param switchCooldown the time
		 * @return this builder
		 */
		public Builder switchCooldown(Duration switchCooldown) {
			this.switchCooldown = Checks.notNegative("switchCooldown", switchCooldown);
			return this;
		}

		/**
		 * Sets for how long a choice stays at least, unless its transport dies, and for
		 * how long a transport has to be up again before it is gone back to; default 5 s.
		 * @param minDwellTime the time
		 * @return this builder
		 */
		public Builder minDwellTime(Duration minDwellTime) {
			this.minDwellTime = Checks.notNegative("minDwellTime", minDwellTime);
			return this;
		}

		/**
		 * Sets how many retransmissions and probes without an answer in between bring a
		 * transport down; default 3.
		 * @param consecutiveFailuresThreshold failures
		 * @return this builder
		 */
		public Builder consecutiveFailuresThreshold(int consecutiveFailuresThreshold) {
			this.consecutiveFailuresThreshold = Checks.positive("consecutiveFailuresThreshold",
					consecutiveFailuresThreshold);
			return this;
		}

		/**
		 * Sets by which part of its score a transport has to be better than the other
		 * one, 0 to 1; default 0.15.
		 * @param minScoreMargin the part
		 * @return this builder
		 */
		public Builder minScoreMargin(double minScoreMargin) {
			this.minScoreMargin = Checks.share("minScoreMargin", minScoreMargin);
			return this;
		}

		/**
		 * Sets for how long a choice is remembered that no answer confirms, and at which
		 * intervals at most a transport is probed that never answered; default 5 min.
		 * @param peerPreferenceTtl the time
		 * @return this builder
		 */
		public Builder peerPreferenceTtl(Duration peerPreferenceTtl) {
			this.peerPreferenceTtl = Checks.positive("peerPreferenceTtl", peerPreferenceTtl);
			return this;
		}

		/**
		 * Returns the options.
		 * @return immutable options; the builder may be used further
		 */
		public AutoOptions build() {
			return new AutoOptions(new Builder(this));
		}

	}

}
