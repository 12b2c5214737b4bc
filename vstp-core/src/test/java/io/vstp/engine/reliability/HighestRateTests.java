package io.vstp.engine.reliability;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HighestRateTests {

	private final HighestRate rate = new HighestRate();

	@Test
	void shouldRememberHighestForTenRoundTrips() {
		this.rate.add(5);
		this.rate.add(3);
		for (int i = 1; i < HighestRate.ROUNDS; i++) {
			this.rate.nextRound();
			this.rate.add(2);
			assertThat(this.rate.get()).isEqualTo(5);
		}
		this.rate.nextRound();
		assertThat(this.rate.get()).isEqualTo(2);
	}

	@Test
	void shouldKeepTheLastWhenNothingIsMeasured() {
		this.rate.add(5);
		for (int i = 0; i < 3 * HighestRate.ROUNDS; i++) {
			this.rate.nextRound();
		}
		assertThat(this.rate.get()).isEqualTo(5);
	}

	@Test
	void shouldBeginAnew() {
		this.rate.add(5);
		this.rate.nextRound();
		this.rate.restart(1);
		assertThat(this.rate.get()).isEqualTo(1);
		this.rate.add(2);
		assertThat(this.rate.get()).isEqualTo(2);
		this.rate.restart(0);
		assertThat(this.rate.get()).isZero();
	}

}
