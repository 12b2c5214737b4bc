package io.vstp.engine.reliability;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class DeliveryRateTests {

	private static final int DATAGRAM = 1_000;

	private final DeliveryRate delivery = new DeliveryRate();

	@Test
	void shouldMeasureWhatArrivedInRoundTrip() {
		Departure[] first = send(0, 10, true);
		acknowledge(first, 0, 100);
		assertThat(this.delivery.rate()).isEqualTo(10 * DATAGRAM / 100.0);
		assertThat(this.delivery.delivered()).isEqualTo(10 * DATAGRAM);
		assertThat(this.delivery.acknowledged()).isEqualTo(10 * DATAGRAM);
		assertThat(this.delivery.deliveredBefore()).isZero();
		acknowledge(send(100, 20, false), 100, 200);
		assertThat(this.delivery.rate()).isEqualTo(20 * DATAGRAM / 100.0);
		assertThat(this.delivery.deliveredBefore()).isEqualTo(10 * DATAGRAM);
	}

	@Test
	void shouldNotSeemFasterWhenAcksComeInBunches() {
		Departure[] early = send(0, 10, true);
		Departure[] late = send(90, 10, false);
		acknowledge(early, 0, 100);
		acknowledge(late, 90, 101);
		assertThat(this.delivery.rate()).as("20 in the 101 since the first was sent")
			.isCloseTo(20 * DATAGRAM / 101.0, within(0.001));
	}

	@Test
	void shouldNotSeemFasterThanItWasSent() {
		acknowledge(send(0, 10, true), 0, 100);
		Departure[] slow = send(100, 1, false);
		Departure[] last = send(400, 1, false);
		acknowledge(slow, 100, 490);
		acknowledge(last, 400, 500);
		assertThat(this.delivery.rate()).isCloseTo(2 * DATAGRAM / 400.0, within(0.001));
	}

	@Test
	void shouldCountWhatWasSentAgainAndMeasureNothingByIt() {
		send(0, 2, true);
		this.delivery.beginOfAck();
		this.delivery.arrived(DATAGRAM, null, 0);
		this.delivery.endOfAck(0, 100);
		assertThat(this.delivery.rate()).isZero();
		assertThat(this.delivery.deliveredBefore()).isEqualTo(-1);
		assertThat(this.delivery.delivered()).isEqualTo(DATAGRAM);
	}

	@Test
	void shouldMeasureNothingInLessThanRoundTrip() {
		Departure[] departures = send(0, 2, true);
		this.delivery.beginOfAck();
		this.delivery.arrived(DATAGRAM, departures[0], 0);
		this.delivery.endOfAck(101, 100);
		assertThat(this.delivery.rate()).isZero();
	}

	@Test
	void shouldSayThatSenderWasTheLimitUntilWhatWasUnderWayHasArrived() {
		Departure[] before = send(0, 2, true);
		this.delivery.limited(2 * DATAGRAM);
		Departure[] limited = send(50, 1, false);
		acknowledge(before, 0, 100);
		assertThat(this.delivery.isLimited()).isFalse();
		acknowledge(limited, 50, 150);
		assertThat(this.delivery.isLimited()).isTrue();
		acknowledge(send(150, 1, false), 150, 250);
		assertThat(this.delivery.isLimited()).isFalse();
	}

	@Test
	void shouldNotCountTheTimeWithoutAnythingUnderWay() {
		acknowledge(send(0, 10, true), 0, 100);
		acknowledge(send(10_000, 10, true), 10_000, 10_100);
		assertThat(this.delivery.rate()).isEqualTo(10 * DATAGRAM / 100.0);
	}

	@Test
	void shouldCountOnWhenClockRunsOver() {
		long start = Long.MAX_VALUE - 50;
		acknowledge(send(start, 10, true), start, start + 100);
		assertThat(this.delivery.rate()).isEqualTo(10 * DATAGRAM / 100.0);
	}

	private Departure[] send(long now, int datagrams, boolean idle) {
		if (idle) {
			this.delivery.restart(now);
		}
		Departure[] departures = new Departure[datagrams];
		for (int i = 0; i < datagrams; i++) {
			departures[i] = this.delivery.sent();
		}
		return departures;
	}

	private void acknowledge(Departure[] departures, long sentAt, long now) {
		this.delivery.beginOfAck();
		for (Departure departure : departures) {
			this.delivery.arrived(DATAGRAM, departure, sentAt);
		}
		this.delivery.endOfAck(0, now);
	}

}
