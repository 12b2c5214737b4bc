package io.vstp.engine.reliability;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NewRenoControllerTests {

	private final NewRenoController controller = new NewRenoController(1_000, new RttEstimator(new SenderDriver()));

	@Test
	void shouldDoubleWindowEachRoundTripWhenNothingWasLost() {
		assertThat(this.controller.window()).isEqualTo(10_000);
		acknowledge(10, 0);
		assertThat(this.controller.window()).isEqualTo(20_000);
		acknowledge(20, 0);
		assertThat(this.controller.window()).isEqualTo(40_000);
	}

	@Test
	void shouldNotGrowWhenWindowIsNotMadeUseOf() {
		this.controller.acknowledged(1_000, 0, 4_999);
		assertThat(this.controller.window()).isEqualTo(10_000);
		this.controller.acknowledged(1_000, 0, 5_000);
		assertThat(this.controller.window()).isEqualTo(11_000);
	}

	@Test
	void shouldHalveWindowOncePerRoundTrip() {
		this.controller.lost(10, 100);
		assertThat(this.controller.window()).isEqualTo(5_000);
		this.controller.lost(20, 110);
		this.controller.lost(100, 120);
		assertThat(this.controller.window()).isEqualTo(5_000);
		this.controller.lost(101, 130);
		assertThat(this.controller.window()).isEqualTo(2_500);
	}

	@Test
	void shouldNotGrowFromWhatWasSentBeforeLossWasSeen() {
		this.controller.lost(10, 100);
		acknowledge(10, 100);
		assertThat(this.controller.window()).isEqualTo(5_000);
	}

	@Test
	void shouldGrowByDatagramEachRoundTripWhenSomethingWasLost() {
		this.controller.lost(10, 100);
		acknowledge(5, 101);
		assertThat(this.controller.window()).isBetween(5_900L, 6_000L);
	}

	@Test
	void shouldKeepTwoDatagrams() {
		for (int i = 0; i < 10; i++) {
			this.controller.lost(10 * i + 1, 10 * i + 5);
		}
		assertThat(this.controller.window()).isEqualTo(2_000);
	}

	@Test
	void shouldStartAgainWhenCongestionPersists() {
		acknowledge(10, 0);
		this.controller.lost(10, 100);
		this.controller.persistentCongestion();
		assertThat(this.controller.window()).isEqualTo(2_000);
		acknowledge(2, 50);
		assertThat(this.controller.window()).as("slow start up to the old threshold").isEqualTo(4_000);
	}

	@Test
	void shouldCountOnWhenClockRunsOver() {
		this.controller.lost(Long.MAX_VALUE - 5, Long.MAX_VALUE);
		this.controller.lost(Long.MIN_VALUE + 1, Long.MIN_VALUE + 5);
		assertThat(this.controller.window()).isEqualTo(2_500);
	}

	private void acknowledge(int datagrams, long sentAt) {
		for (int i = 0; i < datagrams; i++) {
			this.controller.acknowledged(1_000, sentAt, this.controller.window());
		}
	}

}
