package io.vstp.engine.reliability;

import org.jspecify.annotations.Nullable;

/**
 * How fast the way to the peer delivers (draft-ietf-ccwg-bbr, section 4.1): for each ACK
 * the bytes that arrived since its newest datagram was sent, by the time this took or, if
 * that was longer, by the time it took to send them. So neither datagrams nor ACKs that
 * come in bunches make it seem faster than it is. Times are nanoseconds.
 */
final class DeliveryRate {

	private long delivered;

	private long deliveredAt;

	private long firstSentAt;

	// Below what was delivered, as long as there is something to send.
	private long limitedUntil = -1;

	private @Nullable Departure next;

	private @Nullable Departure newest;

	private long newestSentAt;

	private long acknowledged;

	private double rate;

	/**
	 * Nothing is under way, and something will be. To be called before all else.
	 * @param now the time
	 */
	void restart(long now) {
		this.firstSentAt = now;
		this.deliveredAt = now;
		this.next = null;
	}

	/**
	 * A datagram is being sent.
	 * @return what is to be given back when it has arrived
	 */
	Departure sent() {
		Departure departure = this.next;
		if (departure == null) {
			departure = new Departure(this.delivered, this.deliveredAt, this.firstSentAt,
					this.limitedUntil >= this.delivered);
			this.next = departure;
		}
		return departure;
	}

	/**
	 * There is nothing to send although the way would take it.
	 * @param inFlight how many bytes are under way
	 */
	void limited(long inFlight) {
		this.limitedUntil = this.delivered + inFlight;
		this.next = null;
	}

	/** An ACK comes. */
	void beginOfAck() {
		this.newest = null;
		this.acknowledged = 0;
	}

	/**
	 * A datagram has arrived.
	 * @param bytes its length
	 * @param departure what {@link #sent} returned for it, or {@code null} if it is not
	 * known which transmission arrived
	 * @param sentAt when it was sent
	 */
	void arrived(int bytes, @Nullable Departure departure, long sentAt) {
		this.acknowledged += bytes;
		if (departure != null && (this.newest == null || sentAt - this.newestSentAt >= 0)) {
			this.newest = departure;
			this.newestSentAt = sentAt;
		}
	}

	/**
	 * The ACK was read to its end.
	 * @param minRtt the shortest round trip, or 0 if it is not known; what is measured in
	 * less says nothing
	 * @param now the time
	 */
	void endOfAck(long minRtt, long now) {
		this.delivered += this.acknowledged;
		this.deliveredAt = now;
		this.next = null;
		this.rate = 0;
		Departure departure = this.newest;
		if (departure == null) {
			return;
		}
		if (this.newestSentAt - this.firstSentAt > 0) {
			this.firstSentAt = this.newestSentAt;
		}
		long interval = Math.max(this.newestSentAt - departure.firstSentAt(), now - departure.deliveredAt());
		if (interval >= minRtt && interval > 0) {
			this.rate = (double) (this.delivered - departure.delivered()) / (double) interval;
		}
	}

	/**
	 * Returns how much was delivered by now.
	 * @return bytes
	 */
	long delivered() {
		return this.delivered;
	}

	/**
	 * Returns how much the last ACK told of.
	 * @return bytes
	 */
	long acknowledged() {
		return this.acknowledged;
	}

	/**
	 * Returns what the last ACK measured.
	 * @return bytes for each nanosecond, or 0 if it measured nothing
	 */
	double rate() {
		return this.rate;
	}

	/**
	 * Says whether what the last ACK measured is the rate of the sender, not of the way.
	 * @return whether the way may be faster
	 */
	boolean isLimited() {
		return this.newest != null && this.newest.limited();
	}

	/**
	 * Returns how much was delivered when the newest datagram was sent of which the last
	 * ACK told.
	 * @return bytes, or -1 if it is not known
	 */
	long deliveredBefore() {
		return (this.newest != null) ? this.newest.delivered() : -1;
	}

}
