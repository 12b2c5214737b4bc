package io.vstp.engine.reliability;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The numbers of RFC 9002, section 5, worked out by hand.
 */
class RttEstimatorTests {

	private final RttEstimator rtt = new RttEstimator(new SenderDriver());

	@Test
	void shouldAssumeHundredMillisWhenNothingWasMeasured() {
		assertThat(this.rtt.hasSample()).isFalse();
		assertThat(this.rtt.min()).isZero();
		assertThat(this.rtt.probeTimeout()).isEqualTo(millis(100 + 4 * 50 + 5));
		assertThat(this.rtt.lossDelay()).isEqualTo(millis(112.5));
	}

	@Test
	void shouldStartFromFirstSample() {
		this.rtt.sample(millis(40), 0);
		assertThat(this.rtt.smoothed()).isEqualTo(millis(40));
		assertThat(this.rtt.variation()).isEqualTo(millis(20));
		assertThat(this.rtt.probeTimeout()).isEqualTo(millis(40 + 80 + 5));
		assertThat(this.rtt.lossDelay()).isEqualTo(millis(45));
	}

	@Test
	void shouldSmoothFurtherSamples() {
		this.rtt.sample(millis(40), 0);
		this.rtt.sample(millis(80), 0);
		assertThat(this.rtt.variation()).isEqualTo(millis(0.75 * 20 + 0.25 * 40));
		assertThat(this.rtt.smoothed()).isEqualTo(millis(45));
		assertThat(this.rtt.min()).isEqualTo(millis(40));
		assertThat(this.rtt.lossDelay()).isEqualTo(millis(90));
		this.rtt.sample(millis(29), 0);
		assertThat(this.rtt.variation()).isEqualTo(millis(0.75 * 25 + 0.25 * 16));
		assertThat(this.rtt.smoothed()).isEqualTo(millis(43));
		assertThat(this.rtt.min()).isEqualTo(millis(29));
		assertThat(this.rtt.lossDelay()).isEqualTo(millis(43 * 1.125));
	}

	@Test
	void shouldNotWaitLessThanTimersCanTell() {
		for (int i = 0; i < 100; i++) {
			this.rtt.sample(20_000, 0);
		}
		assertThat(this.rtt.lossDelay()).isEqualTo(millis(1));
		assertThat(this.rtt.probeTimeout()).isEqualTo(20_000 + millis(1 + 5));
	}

	@Test
	void shouldTakeMeasurementOfNothing() {
		this.rtt.sample(0, 0);
		assertThat(this.rtt.min()).isEqualTo(1);
		assertThat(this.rtt.probeTimeout()).isPositive();
	}

	@Test
	void shouldForgetShortestTimeWhenItIsOlderThanTenSeconds() {
		this.rtt.sample(millis(40), 0);
		this.rtt.sample(millis(80), millis(10_000));
		assertThat(this.rtt.min()).isEqualTo(millis(40));
		assertThat(this.rtt.minAge(millis(10_000))).isEqualTo(millis(10_000));
		this.rtt.sample(millis(80), millis(10_001));
		assertThat(this.rtt.min()).isEqualTo(millis(80));
		assertThat(this.rtt.minAge(millis(10_002))).isEqualTo(millis(1));
	}

	private static long millis(double millis) {
		return SenderDriver.millis(millis);
	}

}
