package io.vstp.demo.traffic;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.vstp.transport.VstpConnectionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link TrafficGenerator}.
 */
@ExtendWith(OutputCaptureExtension.class)
class TrafficGeneratorTests {

	private final AtomicInteger rounds = new AtomicInteger();

	private final AtomicInteger failedRounds = new AtomicInteger();

	private final TrafficGenerator generator = new TrafficGenerator(
			List.of(new FakeTraffic("good", this.rounds::incrementAndGet), new FakeTraffic("bad", () -> {
				this.failedRounds.incrementAndGet();
				throw new VstpConnectionException("nobody there");
			})), true);

	@AfterEach
	void stop() {
		this.generator.stop();
	}

	@Test
	void shouldPlayOnWhenStarted() {
		this.generator.start();
		assertThat(this.generator.isRunning()).isTrue();
		await().untilAsserted(() -> assertThat(this.rounds).hasValueGreaterThan(10));
	}

	@Test
	void shouldLogOnceWhenRoundsFail(CapturedOutput output) {
		this.generator.start();
		await().untilAsserted(() -> assertThat(this.failedRounds).hasValueGreaterThan(10));
		assertThat(output).containsOnlyOnce("Traffic of bad fails").contains("nobody there");
	}

	@Test
	void shouldPlayNoMoreWhenStopped() {
		this.generator.start();
		this.generator.stop();
		assertThat(this.generator.isRunning()).isFalse();
		int played = this.rounds.get();
		await().during(Duration.ofMillis(50)).until(() -> this.rounds.get() == played);
	}

	/**
	 * Traffic without a peer.
	 */
	private record FakeTraffic(String name, Runnable round) implements Traffic {

		@Override
		public Duration interval() {
			return Duration.ofMillis(1);
		}

		@Override
		public void play() {
			this.round.run();
		}

	}

}
