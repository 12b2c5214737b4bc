package io.vstp.client;

import java.time.Duration;
import java.util.Random;

import io.vstp.test.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * How long to wait between attempts.
 */
class BackoffTests {

	@ParameterizedTest
	@CsvSource({ "1,100", "2,200", "3,400", "7,6400", "8,10000", "9,10000", "63,10000", "64,10000",
			"2147483647,10000" })
	void shouldDoubleUntilMaximumWhenAttemptsFail(int failures, long millis) {
		assertThat(Backoff.DEFAULTS.delay(failures, 0)).isEqualTo(Duration.ofMillis(millis));
		assertThat(Backoff.DEFAULTS.delay(failures, 1)).isEqualTo(Duration.ofMillis(millis / 2));
	}

	@Test
	void shouldStayWithinJitterWhenRandom() {
		Random random = new Random(Seeds.next());
		Backoff backoff = new Backoff(Duration.ofMillis(10), Duration.ofSeconds(1), 0.2);
		for (int i = 0; i < 10_000; i++) {
			int failures = 1 + random.nextInt(20);
			Duration most = backoff.delay(failures, 0);
			Duration delay = backoff.delay(failures, random.nextDouble());
			assertThat(delay).isBetween(Duration.ofNanos((long) (most.toNanos() * 0.799)), most)
				.isLessThanOrEqualTo(Duration.ofSeconds(1));
		}
	}

	@Test
	void shouldNotVaryWhenJitterIsZero() {
		Backoff backoff = new Backoff(Duration.ofMillis(10), Duration.ofSeconds(1), 0);
		assertThat(backoff.delay(3, 0.9)).isEqualTo(Duration.ofMillis(40));
	}

	@Test
	void shouldNotOverflowWhenDelaysAreLong() {
		Backoff backoff = new Backoff(Duration.ofDays(10_000), Duration.ofDays(100_000), 0);
		assertThat(backoff.delay(64, 0)).isEqualTo(Duration.ofDays(100_000));
		assertThat(new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(1), 0).delay(1, 0))
			.isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void shouldRejectWhatMakesNoSense() {
		Duration second = Duration.ofSeconds(1);
		assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(Duration.ZERO, second, 0))
			.withMessageContaining("initialDelay");
		assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(second, Duration.ofMillis(-1), 0))
			.withMessageContaining("maxDelay");
		for (double jitter : new double[] { -0.1, 1.1, Double.NaN }) {
			assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(second, second, jitter))
				.withMessageContaining("jitter");
		}
	}

}
