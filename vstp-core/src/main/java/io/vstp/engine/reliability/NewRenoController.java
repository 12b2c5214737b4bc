package io.vstp.engine.reliability;

/**
 * NewReno as in RFC 9002, section 7: doubles the window each round trip until something
 * is lost, halves it then, and grows by a datagram each round trip from there on.
 */
final class NewRenoController implements CongestionController {

	/** How many datagrams may be under way at first. */
	static final int INITIAL_WINDOW = 10;

	private static final int MIN_WINDOW = 2;

	private static final double PACING_GAIN = 1.25;

	private final int datagram;

	private final RttEstimator rtt;

	private long window;

	private long threshold = Long.MAX_VALUE;

	private long recoveryStart;

	private boolean recovered;

	/**
	 * Creates a controller.
	 * @param datagram the longest datagram, in bytes
	 * @param rtt the round trip
	 */
	NewRenoController(int datagram, RttEstimator rtt) {
		this.datagram = datagram;
		this.rtt = rtt;
		this.window = (long) INITIAL_WINDOW * datagram;
	}

	// Two datagrams a round trip cannot tell what is lost: it takes three to follow. The
	// timer that tells it instead waits for many round trips as short as these. When a
	// queue builds up on the way, they are not so short any more.
	@Override
	public long window() {
		return isShort() ? Math.max(this.window, (long) INITIAL_WINDOW * this.datagram) : this.window;
	}

	@Override
	public double pacingRate() {
		return isShort() ? 0 : PACING_GAIN * window() / this.rtt.smoothed();
	}

	// Shorter than timers can tell.
	private boolean isShort() {
		return this.rtt.hasSample() && this.rtt.smoothed() <= RttEstimator.GRANULARITY;
	}

	@Override
	public void acknowledged(int bytes, long sentAt, long inFlight) {
		// A window that is not made use of says nothing about what the way can carry.
		if (isInRecovery(sentAt) || 2 * inFlight < this.window) {
			return;
		}
		if (this.window < this.threshold) {
			this.window += bytes;
		}
		else {
			this.window += Math.max((long) this.datagram * bytes / this.window, 1);
		}
	}

	@Override
	public void endOfAck(DeliveryRate delivery, long inFlight, long now) {
		// Its datagrams were counted one by one.
	}

	@Override
	public void lost(long sentAt, long now) {
		if (isInRecovery(sentAt)) {
			return;
		}
		this.recovered = true;
		this.recoveryStart = now;
		this.window = Math.max(this.window / 2, (long) MIN_WINDOW * this.datagram);
		this.threshold = this.window;
	}

	@Override
	public void persistentCongestion() {
		this.window = (long) MIN_WINDOW * this.datagram;
		this.recovered = false;
	}

	// What was sent before the window was halved says nothing about the new one.
	private boolean isInRecovery(long sentAt) {
		return this.recovered && sentAt - this.recoveryStart <= 0;
	}

}
