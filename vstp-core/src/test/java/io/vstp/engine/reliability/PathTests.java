package io.vstp.engine.reliability;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PathTests {

	private static final int DATAGRAM = 1_000;

	private final SenderDriver driver = new SenderDriver();

	private final Path path = new Path(DATAGRAM, this.driver);

	@Test
	void shouldTakeAsMuchAsWindowHolds() {
		this.path.update(0);
		this.path.join(9_000, 0);
		assertThat(this.path.maySend(DATAGRAM)).isTrue();
		this.path.join(1_000, 0);
		assertThat(this.path.maySend(DATAGRAM)).isFalse();
		assertThat(this.path.isPaced()).isFalse();
		this.path.remove(1);
		assertThat(this.path.maySend(DATAGRAM)).isFalse();
		assertThat(this.path.maySend(1)).isTrue();
	}

	@Test
	void shouldWaitForPacerWhenWindowIsSentAtOnce() {
		this.path.update(0);
		for (int i = 0; i < 10; i++) {
			this.path.departs(false, 0);
		}
		assertThat(this.path.maySend(DATAGRAM)).isFalse();
		assertThat(this.path.isPaced()).isTrue();
		this.path.update(this.path.pacer().nextTime());
		assertThat(this.path.maySend(DATAGRAM)).isTrue();
	}

	@Test
	void shouldHalveWindowForSingleLossWhenRoundTripIsTooShortForTimers() {
		roundTrips(1, 0.5);
		exchange(4, 0, 0.5);
		long before = window();
		this.path.lost(SenderDriver.millis(0.6), SenderDriver.millis(0.7));
		assertThat(window()).isEqualTo(Math.max(before / 2, 10 * DATAGRAM)).isLessThan(before);
	}

	@Test
	void shouldKeepWindowForSingleLossWhenRoundTripIsLong() {
		roundTrips(1, 50);
		exchange(4, 0, 50);
		long before = window();
		this.path.lost(SenderDriver.millis(60), SenderDriver.millis(70));
		assertThat(window()).isEqualTo(before).isGreaterThan(40 * DATAGRAM);
	}

	@Test
	void shouldDoubleWindowWhenFirstRoundTripTurnsOutShort() {
		exchange(1, 0, 0.5);
		assertThat(window()).isEqualTo(20 * DATAGRAM);
	}

	@Test
	void shouldBeginAnewWhenWayHasBecomeAnotherOne() {
		exchange(6, 0, 0.5);
		assertThat(window()).isGreaterThan(300 * DATAGRAM);
		this.path.rtt().forgetMin();
		this.path.rtt().sample(SenderDriver.millis(50), 0);
		this.path.update(0);
		assertThat(window()).isEqualTo(10 * DATAGRAM);
		this.path.rtt().sample(SenderDriver.millis(0.5), 0);
		this.path.update(0);
		assertThat(window()).isEqualTo(10 * DATAGRAM);
	}

	@Test
	void shouldNotMeasureTimeBeforeItTookOverWhatIsUnderWay() {
		long start = SenderDriver.millis(3_600_000);
		this.path.update(start);
		this.path.join(2 * DATAGRAM, start);
		Departure departure = this.path.departs(true, start);
		long now = start + SenderDriver.millis(50);
		this.path.beginOfAck();
		this.path.remove(DATAGRAM);
		this.path.arrived(departure, start, 3 * DATAGRAM);
		this.path.rtt().sample(SenderDriver.millis(50), now);
		this.path.endOfAck(now);
		this.path.update(now);
		for (int i = 0; i < 20; i++) {
			this.path.departs(false, now);
		}
		assertThat(this.path.pacer().nextTime() - now).isLessThan(SenderDriver.millis(1_000));
	}

	private void roundTrips(int times, double millis) {
		for (int i = 0; i < times; i++) {
			this.path.rtt().sample(SenderDriver.millis(millis), 0);
		}
		this.path.update(0);
	}

	// Sends what the window holds at once, and all of it arrives after a round trip.
	private void exchange(int times, double startMillis, double rttMillis) {
		long now = SenderDriver.millis(startMillis);
		for (int i = 0; i < times; i++) {
			this.path.update(now);
			int datagrams = (int) (window() / DATAGRAM);
			Departure[] departures = new Departure[datagrams];
			for (int d = 0; d < datagrams; d++) {
				departures[d] = this.path.departs(true, now);
			}
			long sentAt = now;
			now += SenderDriver.millis(rttMillis);
			long inFlight = this.path.inFlight();
			this.path.beginOfAck();
			for (Departure departure : departures) {
				this.path.remove(DATAGRAM);
				this.path.arrived(departure, sentAt, inFlight);
			}
			this.path.rtt().sample(SenderDriver.millis(rttMillis), now);
			this.path.endOfAck(now);
		}
	}

	private long window() {
		this.path.tellWindow();
		return this.driver.windows.get(this.driver.windows.size() - 1);
	}

}
