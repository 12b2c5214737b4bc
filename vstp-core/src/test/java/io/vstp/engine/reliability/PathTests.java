package io.vstp.engine.reliability;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PathTests {

	private final Path path = new Path(1_000, new SenderDriver());

	@Test
	void shouldTakeAsMuchAsWindowHolds() {
		this.path.update(0);
		this.path.add(9_000);
		assertThat(this.path.maySend(1_000)).isTrue();
		this.path.add(1_000);
		assertThat(this.path.maySend(1_000)).isFalse();
		assertThat(this.path.isPaced()).isFalse();
		this.path.remove(1);
		assertThat(this.path.maySend(1_000)).isFalse();
		assertThat(this.path.maySend(1)).isTrue();
	}

	@Test
	void shouldWaitForPacerWhenWindowIsSentAtOnce() {
		this.path.update(0);
		for (int i = 0; i < 10; i++) {
			this.path.pacer().sent(1_000);
		}
		assertThat(this.path.maySend(1_000)).isFalse();
		assertThat(this.path.isPaced()).isTrue();
		this.path.update(this.path.pacer().nextTime());
		assertThat(this.path.maySend(1_000)).isTrue();
	}

	@Test
	void shouldKeepTenDatagramsWhenRoundTripIsTooShortForTimers() {
		lose(5);
		assertThat(this.path.maySend(3_000)).as("as nothing is known of the round trip").isFalse();
		this.path.rtt().sample(SenderDriver.millis(1));
		assertThat(this.path.maySend(10_000)).isTrue();
		assertThat(this.path.maySend(10_001)).isFalse();
		for (int i = 0; i < 100; i++) {
			this.path.rtt().sample(SenderDriver.millis(2));
		}
		assertThat(this.path.maySend(3_000)).as("there is a queue on the way").isFalse();
	}

	private void lose(int times) {
		for (int i = 0; i < times; i++) {
			this.path.congestion().lost(2 * i + 1, 2 * i + 1);
		}
		this.path.update(0);
	}

}
