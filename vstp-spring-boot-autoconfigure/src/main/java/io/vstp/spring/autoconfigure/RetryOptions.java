package io.vstp.spring.autoconfigure;

import java.time.Duration;

import io.vstp.spring.client.VstpRetry;
import io.vstp.transport.Checks;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;

/**
 * From {@link VstpRetryProperties} to a {@link RetryPolicy}.
 */
final class RetryOptions {

	private int maxRetries;

	private Duration delay = Duration.ofMillis(100);

	private double multiplier = 2;

	private Duration maxDelay = Duration.ofSeconds(1);

	private Duration jitter = Duration.ofMillis(50);

	/**
	 * Takes over what properties say.
	 * @param values hands the values on
	 * @param properties the properties
	 */
	void apply(PropertyValues values, VstpRetryProperties properties) {
		values.apply("retry.max-retries", properties.getMaxRetries(), (value) -> {
			if (value < 0) {
				throw new IllegalArgumentException("must be 0 or more, but is " + value);
			}
			this.maxRetries = value;
		});
		values.apply("retry.delay", properties.getDelay(), (value) -> this.delay = Checks.positive("delay", value));
		values.apply("retry.multiplier", properties.getMultiplier(), (value) -> {
			if (!(value >= 1)) {
				throw new IllegalArgumentException("must be 1 or more, but is " + value);
			}
			this.multiplier = value;
		});
		values.apply("retry.max-delay", properties.getMaxDelay(),
				(value) -> this.maxDelay = Checks.positive("maxDelay", value));
		values.apply("retry.jitter", properties.getJitter(), (value) -> {
			if (value.isNegative()) {
				throw new IllegalArgumentException("must be 0 or more, but is " + value);
			}
			this.jitter = value;
		});
	}

	/**
	 * Returns the policy.
	 * @return the policy, or {@code null} if nothing is tried again
	 */
	@Nullable RetryPolicy policy() {
		if (this.maxRetries == 0) {
			return null;
		}
		return VstpRetry.unhandled()
			.maxRetries(this.maxRetries)
			.delay(this.delay)
			.multiplier(this.multiplier)
			.maxDelay(this.maxDelay)
			.jitter(this.jitter)
			.build();
	}

}
