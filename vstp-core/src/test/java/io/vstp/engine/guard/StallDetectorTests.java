package io.vstp.engine.guard;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When a peer counts as one that does not read.
 */
class StallDetectorTests {

	// Close to where System.nanoTime() may overflow.
	private static final long START = Long.MAX_VALUE - 50;

	private final StallDetector detector = new StallDetector(100);

	@Test
	void shouldNoticeWhenNothingMovesForTimeout() {
		assertThat(this.detector.isStalled(true, 7, START)).isFalse();
		assertThat(this.detector.isStalled(true, 7, START + 99)).isFalse();
		assertThat(this.detector.isStalled(true, 7, START + 100)).isTrue();
		assertThat(this.detector.isStalled(true, 7, START + 101)).isTrue();
	}

	@Test
	void shouldBeginAnewWhenPeerReads() {
		this.detector.isStalled(true, 7, START);
		assertThat(this.detector.isStalled(true, 8, START + 99)).isFalse();
		assertThat(this.detector.isStalled(true, 8, START + 198)).isFalse();
		assertThat(this.detector.isStalled(true, 8, START + 199)).isTrue();
	}

	@Test
	void shouldBeginAnewWhenNotBlockedInBetween() {
		this.detector.isStalled(true, 7, START);
		assertThat(this.detector.isStalled(false, 7, START + 99)).isFalse();
		assertThat(this.detector.isStalled(true, 7, START + 150)).isFalse();
		assertThat(this.detector.isStalled(true, 7, START + 249)).isFalse();
		assertThat(this.detector.isStalled(true, 7, START + 250)).isTrue();
	}

	@Test
	void shouldNeverNoticeWhenNothingIsWaiting() {
		for (int i = 0; i < 1_000; i++) {
			assertThat(this.detector.isStalled(false, 0, START + 100L * i)).isFalse();
		}
	}

	@Test
	void shouldNeverNoticeWhenTimeoutIsZero() {
		StallDetector patient = new StallDetector(0);
		patient.isStalled(true, 7, START);
		assertThat(patient.isStalled(true, 7, START + 1_000_000)).isFalse();
	}

}
