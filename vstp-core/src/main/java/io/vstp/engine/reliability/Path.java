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

	boolean hasRoom(int bytes) {
		return this.inFlight + bytes <= this.congestion.window();
	}

	void update(long now) {
		this.pacer.update(this.congestion.window(), this.rtt.smoothed(), now);
	}

}
