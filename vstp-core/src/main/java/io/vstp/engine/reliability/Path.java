package io.vstp.engine.reliability;

/**
 * What the sends to one peer share: what is known about the way there, and how much is
 * under way.
 */
final class Path {

	/** Where the round trip is shorter than timers can tell, the initial window stays. */
	private static final int SHORT_WINDOW = NewRenoController.INITIAL_WINDOW;

	private final SenderEffects effects;

	private final RttEstimator rtt;

	private final CongestionController congestion;

	private final Pacer pacer;

	private final int datagram;

	private long inFlight;

	private boolean paced;

	Path(int datagram, SenderEffects effects) {
		this.datagram = datagram;
		this.effects = effects;
		this.rtt = new RttEstimator(effects);
		this.congestion = new NewRenoController(datagram);
		this.pacer = new Pacer(datagram);
	}

	RttEstimator rtt() {
		return this.rtt;
	}

	CongestionController congestion() {
		return this.congestion;
	}

	Pacer pacer() {
		return this.pacer;
	}

	long inFlight() {
		return this.inFlight;
	}

	void add(long bytes) {
		this.inFlight += bytes;
	}

	void remove(long bytes) {
		this.inFlight -= bytes;
	}

	// Two datagrams a round trip cannot tell what is lost: it takes three to follow. The
	// timer that tells it instead waits for many round trips as short as these. When a
	// queue builds up on the way, they are not so short any more.
	private long window() {
		boolean isShort = this.rtt.hasSample() && this.rtt.smoothed() <= RttEstimator.GRANULARITY;
		return Math.max(this.congestion.window(), isShort ? (long) SHORT_WINDOW * this.datagram : 0);
	}

	/**
	 * Tells how large the window is now.
	 */
	void tellWindow() {
		this.effects.congestionWindow(window());
	}

	/**
	 * Says whether a datagram of a long message may be sent now.
	 * @param bytes of the datagram
	 * @return whether it may
	 */
	boolean maySend(int bytes) {
		if (this.inFlight + bytes > window()) {
			return false;
		}
		this.paced = !this.pacer.maySend();
		return !this.paced;
	}

	/**
	 * Says whether sending waits for nothing but the pacer.
	 * @return whether it goes on at its next time
	 */
	boolean isPaced() {
		return this.paced;
	}

	void update(long now) {
		this.paced = false;
		this.pacer.update(window(), this.rtt.smoothed(), now);
	}

}
