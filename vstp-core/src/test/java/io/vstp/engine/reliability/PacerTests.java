package io.vstp.engine.reliability;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PacerTests {

	private static final long RTT = SenderDriver.millis(50);

	private final Pacer pacer = new Pacer(1_000);

	@Test
	void shouldLetTenDatagramsPassAtOnce() {
		this.pacer.update(rate(20_000), 0);
		assertThat(drain()).isEqualTo(10);
		assertThat(this.pacer.nextTime()).isPositive();
	}

	@Test
	void shouldSpreadWindowOverRoundTripWhenRoundTripIsLong() {
		this.pacer.update(rate(100_000), 0);
		int sent = drain();
		long now = 0;
		while (now < RTT) {
			now = this.pacer.nextTime();
			this.pacer.update(rate(100_000), now);
			int burst = drain();
			assertThat(burst).isBetween(1, 10);
			sent += burst;
		}
		assertThat(sent).as("a quarter more than the window, and the first burst").isBetween(125, 140);
	}

	@Test
	void shouldNotSaveUpWhatWasNotUsed() {
		this.pacer.update(rate(20_000), 0);
		drain();
		this.pacer.update(rate(20_000), 100 * RTT);
		assertThat(drain()).isEqualTo(10);
	}

	@Test
	void shouldMakeUpForLateTimersWhenWindowIsLarge() {
		this.pacer.update(rate(10_000_000), 0);
		drain();
		this.pacer.update(rate(10_000_000), SenderDriver.millis(2));
		assertThat(drain()).as("two milliseconds at 250 datagrams each").isBetween(499, 501);
	}

	@Test
	void shouldLetEverythingPassWhenThereIsNoRate() {
		this.pacer.update(0, 0);
		for (int i = 0; i < 1_000; i++) {
			assertThat(this.pacer.maySend()).isTrue();
			this.pacer.sent(1_000);
		}
	}

	private static double rate(long window) {
		return 1.25 * window / RTT;
	}

	private int drain() {
		int sent = 0;
		while (this.pacer.maySend()) {
			this.pacer.sent(1_000);
			sent++;
		}
		return sent;
	}

}
