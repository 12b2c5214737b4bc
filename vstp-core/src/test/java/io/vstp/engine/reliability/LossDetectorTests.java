package io.vstp.engine.reliability;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LossDetectorTests {

	private static final long MILLI = 1_000_000;

	private final RttEstimator rtt = new RttEstimator(new SenderDriver());

	private final Flight flight = new Flight(10);

	private final LossDetector losses = new LossDetector(this.flight, this.rtt);

	LossDetectorTests() {
		for (int i = 0; i < 10; i++) {
			this.flight.sent(i, null, i * MILLI);
		}
	}

	@Test
	void shouldLoseNothingWhenNothingSentLaterHasArrived() {
		assertThat(this.losses.nextLost(1_000 * MILLI)).isEqualTo(IndexList.NONE);
		acknowledge(0, 50);
		assertThat(this.losses.nextLost(1_000 * MILLI)).isEqualTo(IndexList.NONE);
		assertThat(this.losses.hasLossTime()).isFalse();
	}

	@Test
	void shouldLoseFragmentWhenThirdAfterItHasArrived() {
		acknowledge(2, 40);
		assertThat(this.losses.nextLost(40 * MILLI)).isEqualTo(IndexList.NONE);
		acknowledge(3, 41);
		assertThat(this.losses.nextLost(41 * MILLI)).isZero();
		this.flight.lost(0);
		assertThat(this.losses.nextLost(41 * MILLI)).isEqualTo(IndexList.NONE);
	}

	@Test
	void shouldLoseFragmentWhenItIsLateByAnEighthOfRoundTrip() {
		acknowledge(1, 41);
		assertThat(this.rtt.smoothed()).isEqualTo(40 * MILLI);
		assertThat(this.losses.hasLossTime()).isTrue();
		assertThat(this.losses.lossTime()).isEqualTo(45 * MILLI);
		assertThat(this.losses.nextLost(45 * MILLI - 1)).isEqualTo(IndexList.NONE);
		assertThat(this.losses.nextLost(45 * MILLI)).isZero();
	}

	@Test
	void shouldMeasureNewestOfAnAck() {
		acknowledge(0, 50);
		assertThat(this.rtt.smoothed()).isEqualTo(50 * MILLI);
		this.losses.acknowledged(1, 39 * MILLI);
		this.losses.acknowledged(5, 39 * MILLI);
		this.losses.endOfAck(39 * MILLI);
		assertThat(this.rtt.min()).isEqualTo(34 * MILLI);
	}

	@Test
	void shouldNotMeasureWhatWasSentTwice() {
		this.flight.sent(0, null, 100 * MILLI);
		acknowledge(0, 150);
		assertThat(this.rtt.hasSample()).isFalse();
	}

	@Test
	void shouldNotMeasureWhatIsOlderThanWhatWasAcknowledgedBefore() {
		acknowledge(5, 45);
		acknowledge(1, 145);
		assertThat(this.rtt.smoothed()).isEqualTo(40 * MILLI);
	}

	@Test
	void shouldTakeAckForThatOfTheOriginalWhenItComesTooSoonAfterRetransmission() {
		acknowledge(1, 41);
		this.flight.sent(0, null, 46 * MILLI);
		acknowledge(0, 50);
		assertThat(this.losses.nextLost(50 * MILLI)).as("says nothing about what was sent later")
			.isEqualTo(IndexList.NONE);
	}

	@Test
	void shouldLoseWhatWasSentBeforeRetransmissionThatArrived() {
		acknowledge(1, 41);
		this.flight.sent(0, null, 46 * MILLI);
		acknowledge(0, 86);
		assertThat(this.losses.nextLost(86 * MILLI)).isEqualTo(2);
	}

	private void acknowledge(int index, long millis) {
		this.losses.acknowledged(index, millis * MILLI);
		this.losses.endOfAck(millis * MILLI);
		this.flight.acknowledge(index);
	}

}
