package io.vstp.engine.reliability;

import org.jspecify.annotations.Nullable;

/**
 * Which fragments of a message were sent when, and which of them have arrived. Kept in
 * arrays that are allocated once, because 100 MB are nearly 100,000 fragments; nothing
 * here looks at all of them.
 * <p>
 * A fragment is never sent yet, in flight, lost (and to be sent again), or acknowledged.
 */
final class Flight {

	private static final byte IN_FLIGHT = 1;

	private static final byte LOST = 2;

	private static final byte SENT_AGAIN = 4;

	private final int total;

	private final long[] acknowledged;

	private final long[] sentAt;

	private final int[] number;

	private final @Nullable Departure[] departures;

	private final byte[] flags;

	private final IndexList inFlight;

	private final IndexList lost;

	private int fresh;

	private int lowest;

	private int missing;

	private int transmissions;

	/**
	 * Creates the record of a message of which nothing was sent yet.
	 * @param total how many fragments it has
	 */
	Flight(int total) {
		this.total = total;
		this.missing = total;
		this.acknowledged = new long[(total + 63) / 64];
		this.sentAt = new long[total];
		this.number = new int[total];
		this.departures = new Departure[total];
		this.flags = new byte[total];
		int[] next = new int[total];
		int[] previous = new int[total];
		this.inFlight = new IndexList(next, previous);
		this.lost = new IndexList(next, previous);
	}

	/**
	 * Returns the record of a message that was sent to its end so long ago that what is
	 * not acknowledged must be lost.
	 * @param total how many fragments it has
	 * @param now the time
	 * @return the record
	 */
	static Flight lost(int total, long now) {
		Flight flight = new Flight(total);
		for (int index = 0; index < total; index++) {
			flight.sent(index, null, now);
			flight.lost(index);
			// When exactly is not known any more, so that it measures no round trip.
			flight.flags[index] |= SENT_AGAIN;
		}
		return flight;
	}

	int total() {
		return this.total;
	}

	/**
	 * Returns the lowest fragment that was never sent.
	 * @return its index, or the total
	 */
	int fresh() {
		return this.fresh;
	}

	/**
	 * Returns the lowest fragment that is not acknowledged.
	 * @return its index, or the total
	 */
	int lowest() {
		return this.lowest;
	}

	/**
	 * Returns how many fragments are not acknowledged.
	 * @return the number
	 */
	int missing() {
		return this.missing;
	}

	boolean isComplete() {
		return this.lowest == this.total;
	}

	boolean isAcknowledged(int index) {
		return (this.acknowledged[index >> 6] & (1L << index)) != 0;
	}

	boolean isInFlight(int index) {
		return (this.flags[index] & IN_FLIGHT) != 0;
	}

	boolean wasSentAgain(int index) {
		return (this.flags[index] & SENT_AGAIN) != 0;
	}

	long sentAt(int index) {
		return this.sentAt[index];
	}

	/**
	 * Returns what was known of deliveries when a fragment was last sent.
	 * @param index of the fragment
	 * @return what it was sent with, or {@code null} if nobody wanted to know
	 */
	@Nullable Departure departure(int index) {
		return this.departures[index];
	}

	/**
	 * Returns the place of a fragment's last transmission among all of the message.
	 * @param index of the fragment
	 * @return the number, from 1 on; 0 if it was never sent
	 */
	int number(int index) {
		return this.number[index];
	}

	int inFlight() {
		return this.inFlight.size();
	}

	/**
	 * Returns the fragment whose last transmission is the longest ago of those in flight.
	 * @return its index, or {@link IndexList#NONE}
	 */
	int oldestInFlight() {
		return this.inFlight.first();
	}

	int newestInFlight() {
		return this.inFlight.last();
	}

	/**
	 * Returns the lost fragment that is to be sent again next.
	 * @return its index, or {@link IndexList#NONE}
	 */
	int firstLost() {
		return this.lost.first();
	}

	/**
	 * A fragment was sent, for the first time or again.
	 * @param index of the fragment; not above {@link #fresh}, and not acknowledged
	 * @param departure what is known of deliveries, if anybody wants to measure them
	 * @param now the time
	 */
	void sent(int index, @Nullable Departure departure, long now) {
		int flags = this.flags[index];
		if ((flags & IN_FLIGHT) != 0) {
			this.inFlight.remove(index);
		}
		else if ((flags & LOST) != 0) {
			this.lost.remove(index);
		}
		if (index == this.fresh) {
			this.fresh++;
		}
		else {
			flags |= SENT_AGAIN;
		}
		this.flags[index] = (byte) ((flags | IN_FLIGHT) & ~LOST);
		this.inFlight.append(index);
		this.number[index] = ++this.transmissions;
		this.departures[index] = departure;
		this.sentAt[index] = now;
	}

	/**
	 * A fragment in flight is taken for lost.
	 * @param index of the fragment
	 */
	void lost(int index) {
		this.inFlight.remove(index);
		this.lost.append(index);
		this.flags[index] = (byte) ((this.flags[index] | LOST) & ~IN_FLIGHT);
	}

	/**
	 * A fragment that was sent, and not acknowledged before, has arrived.
	 * @param index of the fragment
	 * @return whether it was in flight, not taken for lost
	 */
	boolean acknowledge(int index) {
		boolean flying = isInFlight(index);
		(flying ? this.inFlight : this.lost).remove(index);
		this.flags[index] &= ~(IN_FLIGHT | LOST);
		this.acknowledged[index >> 6] |= 1L << index;
		this.missing--;
		if (index == this.lowest) {
			this.lowest = nextMissing(index + 1);
		}
		return flying;
	}

	/**
	 * Returns which of 64 fragments are acknowledged.
	 * @param index of the first
	 * @return a bit each, the lowest for the first; what is beyond the total is not
	 */
	long acknowledgedFrom(int index) {
		int word = index >> 6;
		int shift = index & 63;
		if (word >= this.acknowledged.length) {
			return 0;
		}
		long bits = this.acknowledged[word] >>> shift;
		if (shift != 0 && word + 1 < this.acknowledged.length) {
			bits |= this.acknowledged[word + 1] << (64 - shift);
		}
		return bits;
	}

	private int nextMissing(int from) {
		int word = from >> 6;
		if (word >= this.acknowledged.length) {
			return this.total;
		}
		long missing = ~this.acknowledged[word] & (-1L << from);
		while (missing == 0) {
			if (++word == this.acknowledged.length) {
				return this.total;
			}
			missing = ~this.acknowledged[word];
		}
		return Math.min((word << 6) + Long.numberOfTrailingZeros(missing), this.total);
	}

}
