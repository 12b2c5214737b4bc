package io.vstp.engine.reliability;

/**
 * What the sends to one peer share: what is known about the way there, and how much is
 * under way.
 */
final class Path {

	private final RttEstimator rtt = new RttEstimator();

	private final CongestionController congestion;

	private final Pacer pacer;

	private long inFlight;

	private boolean paced;

	Path(int datagram) {
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

	/**
	 * Says whether a datagram of a long message may be sent now.
	 * @param bytes of the datagram
	 * @return whether it may
	 */
	boolean maySend(int bytes) {
		if (this.inFlight + bytes > this.congestion.window()) {
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
		this.pacer.update(this.congestion.window(), this.rtt.smoothed(), now);
	}

}
