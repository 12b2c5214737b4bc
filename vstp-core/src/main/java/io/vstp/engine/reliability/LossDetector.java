package io.vstp.engine.reliability;

/**
 * Decides which fragments of a message are lost (RFC 9002, section 6.1): those that were
 * sent well before others that have arrived.
 */
final class LossDetector {

	static final int PACKET_THRESHOLD = 3;

	private final Flight flight;

	private final RttEstimator rtt;

	private int largestAcknowledged;

	private boolean fresh;

	private long newestSentAt;

	LossDetector(Flight flight, RttEstimator rtt) {
		this.flight = flight;
		this.rtt = rtt;
	}

	/**
	 * A fragment has arrived. Called before the flight forgets it.
	 * @param index of the fragment
	 * @param now the time
	 * @return whether its last transmission may be the one that has
	 */
	boolean acknowledged(int index, long now) {
		boolean again = this.flight.wasSentAgain(index);
		long sentAt = this.flight.sentAt(index);
		// An ACK that comes sooner than any did answers what was sent before, and says
		// nothing about what was sent last.
		if (again && now - sentAt < this.rtt.min()) {
			return false;
		}
		int number = this.flight.number(index);
		if (number - this.largestAcknowledged > 0) {
			this.largestAcknowledged = number;
			this.fresh = !again;
			this.newestSentAt = sentAt;
		}
		return true;
	}

	/**
	 * An ACK was read to its end: measures the round trip, if it tells one. Only what was
	 * sent once does.
	 * @param now the time
	 * @return whether it told one
	 */
	boolean endOfAck(long now) {
		boolean measured = this.fresh;
		if (measured) {
			this.fresh = false;
			this.rtt.sample(now - this.newestSentAt, now);
		}
		return measured;
	}

	/**
	 * Returns the next fragment that is to be taken for lost.
	 * @param now the time
	 * @return its index, or {@link IndexList#NONE}
	 */
	int nextLost(long now) {
		int oldest = this.flight.oldestInFlight();
		if (oldest == IndexList.NONE) {
			return IndexList.NONE;
		}
		int behind = this.largestAcknowledged - this.flight.number(oldest);
		boolean lost = behind >= PACKET_THRESHOLD
				|| (behind > 0 && now - this.flight.sentAt(oldest) >= this.rtt.lossDelay());
		return lost ? oldest : IndexList.NONE;
	}

	/**
	 * Says whether a fragment would be lost for the mere time it is missing.
	 * @return whether {@link #lossTime} means something
	 */
	boolean hasLossTime() {
		int oldest = this.flight.oldestInFlight();
		return oldest != IndexList.NONE && this.largestAcknowledged - this.flight.number(oldest) > 0;
	}

	long lossTime() {
		return this.flight.sentAt(this.flight.oldestInFlight()) + this.rtt.lossDelay();
	}

}
