package io.vstp.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.vstp.frame.Headers;
import io.vstp.transport.VstpErrorException;
import io.vstp.transport.VstpTimeoutException;
import io.vstp.transport.VstpUnreachableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOffExecution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RetryOptions}, and how destinations inherit them.
 */
class RetryOptionsTests {

	private static final String DEFAULTS = "vstp.client.defaults.retry.";

	private static final String TELEMETRY = "vstp.client.destinations.telemetry.retry.";

	@Test
	void shouldNotRetryWhenNothingIsSet() {
		assertThat(policies(Map.of())).isEmpty();
		assertThat(policies(Map.of(DEFAULTS + "delay", "1s"))).isEmpty();
	}

	@Test
	void shouldRetryWhatWasNotHandledWhenThereAreRetries() {
		RetryPolicy policy = policies(Map.of(DEFAULTS + "max-retries", "1")).get("telemetry");
		assertThat(policy.shouldRetry(new VstpUnreachableException("no"))).isTrue();
		assertThat(policy.shouldRetry(error("overloaded"))).isTrue();
		assertThat(policy.shouldRetry(error("shutting-down"))).isTrue();
		assertThat(policy.shouldRetry(error("no-handler"))).isFalse();
		assertThat(policy.shouldRetry(error("handler-failed"))).isFalse();
		assertThat(policy.shouldRetry(new VstpTimeoutException("late"))).isFalse();
	}

	@Test
	void shouldInheritEveryPropertyWhenDefaultsAreSet() {
		assertThat(delays(Map.of(DEFAULTS + "max-retries", "4", DEFAULTS + "delay", "10ms", DEFAULTS + "multiplier",
				"3", DEFAULTS + "max-delay", "50ms", DEFAULTS + "jitter", "0ms")))
			.containsExactly(10L, 30L, 50L, 50L);
	}

	@Test
	void shouldPreferDestinationWhenDefaultsAreSetToo() {
		assertThat(delays(Map.of(DEFAULTS + "max-retries", "4", DEFAULTS + "delay", "10ms", DEFAULTS + "jitter", "0ms",
				TELEMETRY + "max-retries", "2", TELEMETRY + "multiplier", "1")))
			.containsExactly(10L, 10L);
		assertThat(policies(Map.of(DEFAULTS + "max-retries", "4", TELEMETRY + "max-retries", "0"))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			max-retries, -1,   "Must be 0 or more, but is -1."
			delay,       0s,   "Must be above 0, but is PT0S."
			multiplier,  0.5,  "Must be 1 or more, but is 0.5."
			max-delay,   -1s,  "Must be above 0, but is PT-1S."
			jitter,      -1ms, "Must be 0 or more, but is PT-0.001S."
			""")
	void shouldNamePropertyWhenValueIsInvalid(String property, String value, String reason) {
		for (String prefix : new String[] { TELEMETRY, DEFAULTS }) {
			assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
				.isThrownBy(() -> policies(Map.of(prefix + property, value)))
				.satisfies((ex) -> assertThat(ex.getName()).isEqualTo(prefix + property))
				.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(reason));
		}
	}

	private static List<Long> delays(Map<String, String> properties) {
		BackOffExecution backOff = policies(properties).get("telemetry").getBackOff().start();
		List<Long> delays = new ArrayList<>();
		for (long delay = backOff.nextBackOff(); delay != BackOffExecution.STOP; delay = backOff.nextBackOff()) {
			delays.add(delay);
		}
		return delays;
	}

	private static VstpErrorException error(String code) {
		return VstpErrorException.of("peer", Headers.of("code", code));
	}

	private static Map<String, RetryPolicy> policies(Map<String, String> properties) {
		Binder binder = new Binder(new MapConfigurationPropertySource(properties),
				new MapConfigurationPropertySource(Map.of("vstp.client.destinations.telemetry.address", "a:1")));
		VstpClientProperties bound = binder.bindOrCreate("vstp.client", Bindable.of(VstpClientProperties.class));
		return new ClientOptions(bound, null).retryPolicies();
	}

}
