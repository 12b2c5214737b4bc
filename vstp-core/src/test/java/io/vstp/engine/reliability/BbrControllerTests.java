package io.vstp.engine.reliability;

import java.util.ArrayDeque;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * By a way of 50 ms that delivers a datagram each millisecond, told datagram by datagram.
 */
class BbrControllerTests {

	private static final int DATAGRAM = 1_000;

	private static final long RTT = SenderDriver.millis(50);

	/** Bytes for each nanosecond. */
	private static final double RATE = DATAGRAM / 1e6;

	private static final double BANDWIDTH_DELAY = RATE * RTT;

	private final RttEstimator rtt = new RttEstimator(new SenderDriver());

	private final DeliveryRate delivery = new DeliveryRate();

	private final BbrController controller = new BbrController(DATAGRAM, this.rtt, 0, () -> 1);

	private final ArrayDeque<long[]> underWay = new ArrayDeque<>();

	private final ArrayDeque<Departure> departures = new ArrayDeque<>();

	private double mayBeSentAt;

	private long delivers;

	private long now;

	private long every = SenderDriver.millis(1);

	private int sent;

	private int dropEach = Integer.MAX_VALUE;

	@Test
	void shouldBeginWithTenDatagramsSpreadOverRoundTrip() {
		assertThat(this.controller.window()).isEqualTo(10 * DATAGRAM);
		this.rtt.sample(RTT, 0);
		assertThat(this.controller.pacingRate()).isCloseTo(2.885 * 10 * DATAGRAM / RTT, within(1e-9));
	}

	@Test
	void shouldSettleAtWhatWayDelivers() {
		run(2_000);
		assertThat(this.controller.window()).isBetween((long) (1.9 * BANDWIDTH_DELAY), (long) (2.3 * BANDWIDTH_DELAY));
		long before = this.delivery.delivered();
		run(1_000);
		assertThat(this.delivery.delivered() - before).as("all that the way delivers in a second")
			.isGreaterThan(990L * DATAGRAM);
		assertThat(this.rtt.smoothed()).as("without a queue worth the name").isLessThan(RTT * 5 / 4);
	}

	@Test
	void shouldSendFasterNowAndThenAndSlowerBehind() {
		run(2_000);
		boolean faster = false;
		boolean slower = false;
		for (int i = 0; i < 1_000; i++) {
			run(1);
			double gain = this.controller.pacingRate() / RATE;
			faster |= gain > 1.2;
			slower |= gain < 0.8;
			assertThat(gain).isBetween(0.7, 1.35);
		}
		assertThat(faster).isTrue();
		assertThat(slower).isTrue();
	}

	@Test
	void shouldNotMindWhatIsLostByChance() {
		this.dropEach = 10;
		run(2_000);
		assertThat(this.controller.window()).isGreaterThan((long) (1.5 * BANDWIDTH_DELAY));
	}

	@Test
	void shouldSlowDownWithinFewRoundTripsWhenMostIsLost() {
		run(2_000);
		this.dropEach = 2;
		this.every = SenderDriver.millis(10);
		run(1_000);
		assertThat(this.controller.pacingRate()).isLessThan(RATE / 3);
	}

	@Test
	void shouldLookForShortestRoundTripWhenItIsOld() {
		run(2_000);
		long lowest = Long.MAX_VALUE;
		for (int i = 0; i < 6_000; i++) {
			run(1);
			lowest = Math.min(lowest, this.controller.window());
		}
		assertThat(lowest).isBetween((long) (0.4 * BANDWIDTH_DELAY), (long) (0.7 * BANDWIDTH_DELAY));
		run(400);
		assertThat(this.controller.window()).as("and go on as before").isGreaterThan((long) (1.9 * BANDWIDTH_DELAY));
	}

	@Test
	void shouldKeepWhatItKnowsWhileSenderIsTheLimit() {
		run(2_000);
		double before = this.controller.pacingRate();
		for (int i = 0; i < 30; i++) {
			arriveAlone(RTT);
		}
		assertThat(this.controller.pacingRate()).isGreaterThan(before / 2);
	}

	@Test
	void shouldNotStallWhateverWasMeasured() {
		this.delivery.restart(this.now - SenderDriver.millis(1_000_000));
		long sentAt = this.now;
		Departure departure = this.delivery.sent();
		this.now += RTT;
		arrive(departure, sentAt);
		assertThat(this.controller.pacingRate()).as("four datagrams a round trip")
			.isGreaterThanOrEqualTo(4.0 * DATAGRAM / RTT);
	}

	@Test
	void shouldStartAgainWhenCongestionPersists() {
		run(2_000);
		this.controller.persistentCongestion();
		assertThat(this.controller.window()).isEqualTo(4 * DATAGRAM);
		run(2_000);
		assertThat(this.controller.window()).isGreaterThan((long) (1.9 * BANDWIDTH_DELAY));
	}

	@Test
	void shouldNotTakeLossesOfLargerRoundTripForThoseOfSmallerOne() {
		this.every = SenderDriver.millis(0.1);
		run(2_000);
		double before = this.controller.pacingRate();
		arriveAlone(3 * RTT / 2);
		lose(60);
		arriveAlone(3 * RTT / 2);
		assertThat(this.controller.pacingRate()).as("they are of the 500 before").isGreaterThan(before / 2);
		lose(60);
		arriveAlone(3 * RTT / 2);
		assertThat(this.controller.pacingRate()).as("almost all are lost").isLessThan(before / 10);
	}

	private void lose(int datagrams) {
		for (int i = 0; i < datagrams; i++) {
			this.controller.lost(this.now, this.now);
		}
	}

	@Test
	void shouldStartAgainWhenRoundTripIsThatOfAnotherWay() {
		run(2_000);
		this.rtt.forgetMin();
		arriveAlone(3 * RTT / 2);
		assertThat(this.controller.pacingRate()).as("goes on").isLessThan(1.5 * RATE);
		this.rtt.forgetMin();
		arriveAlone(4 * RTT);
		assertThat(this.controller.pacingRate()).as("starts").isGreaterThan(2.5 * RATE);
	}

	private void arriveAlone(long after) {
		this.delivery.limited(0);
		this.delivery.restart(this.now);
		long sentAt = this.now;
		Departure departure = this.delivery.sent();
		this.now += after;
		arrive(departure, sentAt);
	}

	// Lets as much time pass, sends what may be sent, and has arrive what arrives.
	private void run(int millis) {
		long end = this.now + SenderDriver.millis(millis);
		for (; this.now < end; this.now += SenderDriver.millis(0.1)) {
			while (this.now >= this.mayBeSentAt && (this.underWay.size() + 1L) * DATAGRAM <= this.controller.window()) {
				send();
			}
			while (!this.underWay.isEmpty() && this.underWay.element()[1] <= this.now) {
				long[] datagram = this.underWay.remove();
				Departure departure = this.departures.remove();
				if (datagram[2] == 0) {
					this.controller.lost(datagram[0], this.now);
				}
				else {
					arrive(departure, datagram[0]);
				}
			}
		}
	}

	private void send() {
		if (this.underWay.isEmpty()) {
			this.delivery.restart(this.now);
		}
		this.departures.add(this.delivery.sent());
		boolean arrives = ++this.sent % this.dropEach != 0;
		this.delivers = Math.max(this.delivers, this.now) + (arrives ? this.every : 0);
		this.underWay.add(new long[] { this.now, this.delivers + RTT - this.every, arrives ? 1 : 0 });
		this.mayBeSentAt = Math.max(this.mayBeSentAt, this.now - 1e6) + DATAGRAM / this.controller.pacingRate();
	}

	private void arrive(Departure departure, long sentAt) {
		this.rtt.sample(this.now - sentAt, this.now);
		this.delivery.beginOfAck();
		this.delivery.arrived(DATAGRAM, departure, sentAt);
		this.delivery.endOfAck(this.rtt.min(), this.now);
		this.controller.endOfAck(this.delivery, (long) this.underWay.size() * DATAGRAM, this.now);
	}

}
