package io.vstp.demo.live;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Samples}.
 */
class SamplesTests {

	private double total;

	private final Samples samples = new Samples(List.of(new Sampled() {

		@Override
		public Map<String, Double> totals() {
			return Map.of("frames", SamplesTests.this.total);
		}

		@Override
		public Map<String, Double> values() {
			return Map.of("p50", 3.0);
		}

	}), InstantSource.system());

	@Test
	void shouldTellByHowMuchNumbersGrowInASecond() {
		this.samples.sample(0);
		assertThat(this.samples.all()).isEmpty();
		this.total = 50;
		this.samples.sample(TimeUnit.MILLISECONDS.toNanos(500));
		assertThat(this.samples.all()).singleElement()
			.extracting(Samples.Sample::values)
			.isEqualTo(Map.of("frames", 100.0, "p50", 3.0));
	}

	@Test
	void shouldForgetTheOldestWhenThereAreMany() {
		for (int i = 0; i < 500; i++) {
			this.samples.sample(TimeUnit.SECONDS.toNanos(i));
		}
		assertThat(this.samples.all()).hasSize(180);
	}

}
