package io.vstp.spring.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Properties of when a failed call is tried again. What is not set keeps the value that
 * it has without.
 */
public class VstpRetryProperties {

	/**
	 * How many times a call is tried again that was certainly not handled: there was no
	 * connection, or the server was overloaded or shutting down.
	 */
	private @Nullable Integer maxRetries;

	/**
	 * How long to wait before the first retry.
	 */
	private @Nullable Duration delay;

	/**
	 * By how much the delay grows with each further retry.
	 */
	private @Nullable Double multiplier;

	/**
	 * Longest time to wait between two attempts.
	 */
	private @Nullable Duration maxDelay;

	/**
	 * How much longer or shorter than said a delay may be, by chance.
	 */
	private @Nullable Duration jitter;

	public @Nullable Integer getMaxRetries() {
		return this.maxRetries;
	}

	public void setMaxRetries(@Nullable Integer maxRetries) {
		this.maxRetries = maxRetries;
	}

	public @Nullable Duration getDelay() {
		return this.delay;
	}

	public void setDelay(@Nullable Duration delay) {
		this.delay = delay;
	}

	public @Nullable Double getMultiplier() {
		return this.multiplier;
	}

	public void setMultiplier(@Nullable Double multiplier) {
		this.multiplier = multiplier;
	}

	public @Nullable Duration getMaxDelay() {
		return this.maxDelay;
	}

	public void setMaxDelay(@Nullable Duration maxDelay) {
		this.maxDelay = maxDelay;
	}

	public @Nullable Duration getJitter() {
		return this.jitter;
	}

	public void setJitter(@Nullable Duration jitter) {
		this.jitter = jitter;
	}

}
