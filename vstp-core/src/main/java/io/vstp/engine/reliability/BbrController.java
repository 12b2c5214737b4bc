package io.vstp.engine.reliability;

import java.util.function.LongSupplier;

/**
 * BBR (draft-ietf-ccwg-bbr, and its first version): sends as fast as the way was seen to
 * deliver, and keeps no more under way than it delivers in two round trips. Now and then
 * it sends faster for a round trip, to see whether the way has become faster, and slower
 * for the next, in which the queue empties. What is lost by chance changes nothing, as
 * long as it is not more than a third of a round trip's datagrams.
 */
final class BbrController implements CongestionController {

	/** After this time the shortest round trip is looked for again. */
	static final long PROBE_RTT_INTERVAL = 5_000_000_000L;

	private static final long PROBE_RTT_TIME = 200_000_000;

	private static final int MIN_WINDOW = 4;

	/** Doubles what is sent each round trip (2 / ln 2). */
	private static final double STARTUP_GAIN = 2.885;

	private static final double WINDOW_GAIN = 2;

	private static final double[] CYCLE = { 1.25, 0.75, 1, 1, 1, 1, 1, 1 };

	/** A way that is not by this much faster than three round trips ago is full. */
	private static final double GROWTH = 1.25;

	private static final int FULL_ROUNDS = 3;

	/** Of so many datagrams of a round trip the part that is lost tells something. */
	private static final int TELLING = 32;

	/** More than chance would be expected to lose. */
	private static final double HEAVY_LOSS = 0.35;

	/**
	 * A way that loses so much by chance loses more than three deviations more seldom.
	 */
	private static final double CHANCE_LOSS = 0.25;

	/** A round trip that is so many times longer is that of another way. */
	private static final int LONGER = 2;

	private enum State {

		STARTUP, DRAIN, PROBE_BANDWIDTH, PROBE_RTT

	}

	private final int datagram;

	private final RttEstimator rtt;

	private final LongSupplier random;

	private final HighestRate bandwidth = new HighestRate();

	private State state = State.STARTUP;

	private long window;

	private long nextRound;

	// -1 as long as none was seen from its begin on.
	private long roundBegan = -1;

	private long lost;

	// In datagrams: those that arrived or were lost.
	private double sent;

	private double fullBandwidth;

	private int fullRounds;

	private boolean full;

	private int phase;

	private long phaseBegan;

	private long lastMin;

	private long probeRttEnd;

	private long probeRttWindow;

	/**
	 * Creates a controller.
	 * @param datagram the longest datagram, in bytes
	 * @param rtt the round trip
	 * @param delivered how many bytes have been delivered by now
	 * @param random gives random numbers
	 */
	BbrController(int datagram, RttEstimator rtt, long delivered, LongSupplier random) {
		this.datagram = datagram;
		this.rtt = rtt;
		this.random = random;
		this.window = (long) NewRenoController.INITIAL_WINDOW * datagram;
		this.nextRound = delivered;
	}

	@Override
	public long window() {
		if (this.state == State.PROBE_RTT) {
			return Math.min(this.window, this.probeRttWindow);
		}
		return this.window;
	}

	@Override
	public double pacingRate() {
		double gain = switch (this.state) {
			case STARTUP -> STARTUP_GAIN;
			case DRAIN -> 1 / STARTUP_GAIN;
			case PROBE_BANDWIDTH -> CYCLE[this.phase];
			case PROBE_RTT -> 1;
		};
		double rtt = this.rtt.smoothed();
		double rate = (this.bandwidth.get() > 0) ? this.bandwidth.get() : this.window / rtt;
		// The least that may be under way takes no longer.
		return Math.max(gain * rate, minWindow() / rtt);
	}

	@Override
	public void acknowledged(int bytes, long sentAt, long inFlight) {
		// What counts is what a whole ACK tells.
	}

	@Override
	public void endOfAck(DeliveryRate delivery, long inFlight, long now) {
		observeRoundTrip();
		boolean begins = delivery.deliveredBefore() >= this.nextRound;
		if (begins) {
			this.nextRound = delivery.delivered();
			this.bandwidth.nextRound();
		}
		if (!delivery.isLimited() || delivery.rate() >= this.bandwidth.get()) {
			this.bandwidth.add(delivery.rate());
		}
		if (begins) {
			endOfRound(delivery);
		}
		proceed(delivery, inFlight, now);
		grow(delivery);
	}

	// Where it was forgotten after a timeout, the way may be another one by now.
	private void observeRoundTrip() {
		long min = this.rtt.min();
		if (min == 0) {
			return;
		}
		if (this.lastMin > 0 && min > LONGER * this.lastMin && this.state != State.PROBE_RTT) {
			start();
		}
		this.lastMin = min;
	}

	private void endOfRound(DeliveryRate delivery) {
		double sentBefore = this.sent;
		long sinceBegan = (this.roundBegan >= 0) ? this.lost + delivery.delivered() - this.roundBegan : 0;
		this.sent = (double) sinceBegan / this.datagram;
		if (this.roundBegan >= 0 && delivery.rate() > 0 && isHeavy(sentBefore)) {
			// The way has become slower, or was never as fast as it was filled.
			this.bandwidth.restart(delivery.rate());
			this.full = true;
		}
		this.roundBegan = delivery.delivered();
		this.lost = 0;
		if (this.full || delivery.isLimited()) {
			return;
		}
		if (this.bandwidth.get() >= GROWTH * this.fullBandwidth) {
			this.fullBandwidth = this.bandwidth.get();
			this.fullRounds = 0;
		}
		else if (++this.fullRounds == FULL_ROUNDS) {
			this.full = true;
		}
	}

	// What is lost is found a little later than what arrives: some of it may be of the
	// round trip before, in which more was sent.
	private boolean isHeavy(double sentBefore) {
		double sent = Math.max(this.sent, sentBefore);
		double chance = CHANCE_LOSS * sent + 3 * Math.sqrt(CHANCE_LOSS * (1 - CHANCE_LOSS) * sent);
		return sent >= TELLING && (double) this.lost / this.datagram > Math.max(HEAVY_LOSS * sent, chance);
	}

	private void proceed(DeliveryRate delivery, long inFlight, long now) {
		if (this.state == State.STARTUP && this.full) {
			this.state = State.DRAIN;
		}
		if (this.state == State.DRAIN && inFlight <= inFlight(1)) {
			probeBandwidth(now);
		}
		if (this.state == State.PROBE_BANDWIDTH && isPhaseOver(inFlight, now)) {
			this.phase = (this.phase + 1) % CYCLE.length;
			this.phaseBegan = now;
		}
		if (this.state == State.PROBE_RTT) {
			if (now - this.probeRttEnd >= 0) {
				leaveProbeRtt(now);
			}
		}
		else if (this.rtt.min() > 0 && this.rtt.minAge(now) >= PROBE_RTT_INTERVAL) {
			enterProbeRtt(delivery, now);
		}
	}

	// Where the way has become slower there is a queue, which neither the highest rate
	// nor the round trips measured from now on would let become shorter.
	private void enterProbeRtt(DeliveryRate delivery, long now) {
		double highest = this.bandwidth.get();
		double rate = (delivery.rate() > 0) ? Math.min(delivery.rate(), highest) : highest;
		this.probeRttWindow = Math.max((long) (0.5 * rate * minRtt()), minWindow());
		this.rtt.forgetMin();
		this.state = State.PROBE_RTT;
		this.probeRttEnd = now + PROBE_RTT_TIME + this.rtt.smoothed();
	}

	private void leaveProbeRtt(long now) {
		if (this.full) {
			probeBandwidth(now);
		}
		else {
			this.state = State.STARTUP;
		}
	}

	// Not all senders by the same way are to probe at once, and none begins by sending
	// less.
	private void probeBandwidth(long now) {
		this.state = State.PROBE_BANDWIDTH;
		int place = (int) Math.floorMod(this.random.getAsLong(), (long) CYCLE.length - 1);
		this.phase = (place == 0) ? 0 : place + 1;
		this.phaseBegan = now;
	}

	private boolean isPhaseOver(long inFlight, long now) {
		boolean over = now - this.phaseBegan > minRtt();
		double gain = CYCLE[this.phase];
		if (gain > 1) {
			return over && (this.lost > 0 || inFlight >= inFlight(gain));
		}
		return over || (gain < 1 && inFlight <= inFlight(1));
	}

	private void grow(DeliveryRate delivery) {
		long target = Math.max(inFlight((this.state == State.STARTUP) ? STARTUP_GAIN : WINDOW_GAIN) + slack(),
				minWindow());
		if (this.full) {
			this.window = Math.min(this.window + delivery.acknowledged(), target);
		}
		else if (this.window < target || this.bandwidth.get() == 0) {
			this.window += delivery.acknowledged();
		}
		this.window = Math.max(this.window, minWindow());
	}

	// ACKs are sent for many datagrams at once, and timers are not exact.
	private long slack() {
		return 3L * this.datagram + (long) (this.bandwidth.get() * 2 * RttEstimator.GRANULARITY);
	}

	private long inFlight(double gain) {
		return (long) (gain * this.bandwidth.get() * minRtt());
	}

	private long minRtt() {
		return (this.rtt.min() > 0) ? this.rtt.min() : this.rtt.smoothed();
	}

	private long minWindow() {
		return (long) MIN_WINDOW * this.datagram;
	}

	@Override
	public void lost(long sentAt, long now) {
		this.lost += this.datagram;
	}

	@Override
	public void persistentCongestion() {
		// What was lost while the way was shut does not tell how fast it is.
		this.lost = 0;
		this.roundBegan = -1;
		this.bandwidth.restart(0);
		this.window = minWindow();
		start();
	}

	private void start() {
		this.fullBandwidth = 0;
		this.fullRounds = 0;
		this.full = false;
		this.state = State.STARTUP;
	}

}
