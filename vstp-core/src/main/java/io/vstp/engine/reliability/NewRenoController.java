package io.vstp.engine.reliability;

/**
 * NewReno as in RFC 9002, section 7: doubles the window each round trip until something
 * is lost, halves it then, and grows by a datagram each round trip from there on.
 */
final class NewRenoController implements CongestionController {

	/** How many datagrams may be under way at first. */
	static final int INITIAL_WINDOW = 10;

	private static final int MIN_WINDOW = 2;

	private final int datagram;

	private long window;

	private long threshold = Long.MAX_VALUE;

	private long recoveryStart;

	private boolean recovered;

	/**
	 * Creates a controller.
	 * @param datagram the longest datagram, in bytes
	 */
	NewRenoController(int datagram) {
		this.datagram = datagram;
		this.window = (long) INITIAL_WINDOW * datagram;
	}

	@Override
	public long window() {
		return this.window;
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
