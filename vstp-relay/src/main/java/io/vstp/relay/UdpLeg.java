package io.vstp.relay;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * One direction of a {@link UdpRelay}: what happens to its datagrams, and what has
 * happened. All settings may change while it runs, by any thread. The fate of the n-th
 * datagram depends on n, the seed and the settings alone.
 */
public final class UdpLeg {

	/** How many later datagrams overtake one that is reordered, at the most. */
	public static final int MAX_OVERTAKEN = 8;

	private final AtomicInteger toDrop = new AtomicInteger();

	private final LongAdder received = new LongAdder();

	private final LongAdder forwarded = new LongAdder();

	private final LongAdder forwardedBytes = new LongAdder();

	private final LongAdder dropped = new LongAdder();

	private final LongAdder duplicated = new LongAdder();

	private final LongAdder reordered = new LongAdder();

	private final LongAdder corrupted = new LongAdder();

	private volatile double loss;

	private volatile double duplication;

	private volatile double reordering;

	private volatile double corruption;

	private volatile long delay;

	private volatile long jitter;

	private volatile boolean cut;

	private volatile @Nullable Predicate<ByteBuffer> victims;

	UdpLeg() {
	}

	/**
	 * Sets which part of the datagrams gets lost.
	 * @param rate 0 to 1
	 * @return this leg
	 * @throws IllegalArgumentException if the rate is out of range
	 */
	public UdpLeg loss(double rate) {
		this.loss = RelayChecks.rate(rate);
		return this;
	}

	/**
	 * Sets which part of the datagrams goes out twice.
	 * @param rate 0 to 1
	 * @return this leg
	 * @throws IllegalArgumentException if the rate is out of range
	 */
	public UdpLeg duplication(double rate) {
		this.duplication = RelayChecks.rate(rate);
		return this;
	}

	/**
	 * Sets which part of the datagrams is held back until one to {@value #MAX_OVERTAKEN}
	 * later ones have overtaken it, or for 20 ms if fewer come.
	 * @param rate 0 to 1
	 * @return this leg
	 * @throws IllegalArgumentException if the rate is out of range
	 */
	public UdpLeg reordering(double rate) {
		this.reordering = RelayChecks.rate(rate);
		return this;
	}

	/**
	 * Sets in which part of the datagrams one byte is changed.
	 * @param rate 0 to 1
	 * @return this leg
	 * @throws IllegalArgumentException if the rate is out of range
	 */
	public UdpLeg corruption(double rate) {
		this.corruption = RelayChecks.rate(rate);
		return this;
	}

	/**
	 * Sets how long each datagram takes.
	 * @param delay zero, for as fast as it goes, to one day
	 * @return this leg
	 * @throws IllegalArgumentException if the delay is out of range
	 */
	public UdpLeg delay(Duration delay) {
		this.delay = RelayChecks.delay(delay);
		return this;
	}

	/**
	 * Sets how much longer than the delay a datagram may take; they overtake each other
	 * then.
	 * @param jitter the most that is added, zero to one day
	 * @return this leg
	 * @throws IllegalArgumentException if the jitter is out of range
	 */
	public UdpLeg jitter(Duration jitter) {
		this.jitter = RelayChecks.delay(jitter);
		return this;
	}

	/**
	 * Drops certain datagrams, until something else is set.
	 * @param victims says whether to drop a datagram, which it may read but not keep;
	 * called on the relay's thread; {@code null} for none
	 * @return this leg
	 */
	public UdpLeg dropIf(@Nullable Predicate<ByteBuffer> victims) {
		this.victims = victims;
		return this;
	}

	/**
	 * Drops the next datagrams, without a coin.
	 * @param count how many
	 * @return this leg
	 */
	public UdpLeg dropNext(int count) {
		this.toDrop.set(count);
		return this;
	}

	/**
	 * Drops everything from now on, also what is on its way.
	 * @return this leg
	 */
	public UdpLeg cut() {
		this.cut = true;
		return this;
	}

	/**
	 * Ends what {@link #cut} began.
	 * @return this leg
	 */
	public UdpLeg restore() {
		this.cut = false;
		return this;
	}

	/**
	 * Ends a cut and all settings. Counters stay.
	 * @return this leg
	 */
	public UdpLeg reset() {
		return loss(0).duplication(0)
			.reordering(0)
			.corruption(0)
			.delay(Duration.ZERO)
			.jitter(Duration.ZERO)
			.dropIf(null)
			.dropNext(0)
			.restore();
	}

	/**
	 * Returns how many datagrams came in.
	 * @return the number since the start
	 */
	public long received() {
		return this.received.sum();
	}

	/**
	 * Returns how many datagrams went out, duplicates included.
	 * @return the number since the start
	 */
	public long forwarded() {
		return this.forwarded.sum();
	}

	/**
	 * Returns how many bytes went out, duplicates included.
	 * @return payload bytes of datagrams since the start
	 */
	public long forwardedBytes() {
		return this.forwardedBytes.sum();
	}

	/**
	 * Returns how many datagrams did not go out: lost, cut off, chosen as victims, too
	 * many to be delayed, refused by a closed port, or empty.
	 * @return the number since the start
	 */
	public long dropped() {
		return this.dropped.sum();
	}

	/**
	 * Returns how many datagrams were doubled.
	 * @return the number since the start
	 */
	public long duplicated() {
		return this.duplicated.sum();
	}

	/**
	 * Returns how many datagrams were held back to be overtaken.
	 * @return the number since the start
	 */
	public long reordered() {
		return this.reordered.sum();
	}

	/**
	 * Returns how many datagrams had a byte changed.
	 * @return the number since the start
	 */
	public long corrupted() {
		return this.corrupted.sum();
	}

	double lossRate() {
		return this.loss;
	}

	double duplicationRate() {
		return this.duplication;
	}

	double reorderingRate() {
		return this.reordering;
	}

	double corruptionRate() {
		return this.corruption;
	}

	/**
	 * Returns how long a datagram takes.
	 * @param chance 0 to 1: how much of the jitter it gets
	 * @return nanoseconds
	 */
	long delayNanos(double chance) {
		return this.delay + (long) (this.jitter * chance);
	}

	boolean isCut() {
		return this.cut;
	}

	boolean isVictim(ByteBuffer datagram) {
		Predicate<ByteBuffer> chosen = this.victims;
		return (chosen != null && chosen.test(datagram.asReadOnlyBuffer()))
				|| (this.toDrop.get() > 0 && this.toDrop.getAndDecrement() > 0);
	}

	void countReceived() {
		this.received.increment();
	}

	void countForwarded(int count, int length) {
		this.forwarded.add(count);
		this.forwardedBytes.add(length);
	}

	void countDropped() {
		this.dropped.increment();
	}

	void countDuplicated() {
		this.duplicated.increment();
	}

	void countReordered() {
		this.reordered.increment();
	}

	void countCorrupted() {
		this.corrupted.increment();
	}

	/**
	 * Returns settings and counters.
	 * @return a part of a line for logs
	 */
	@Override
	public String toString() {
		return "loss %s, duplication %s, reordering %s, corruption %s, delay %s + %s%s; received %d, dropped %d, forwarded %d"
			.formatted(this.loss, this.duplication, this.reordering, this.corruption, Duration.ofNanos(this.delay),
					Duration.ofNanos(this.jitter), this.cut ? ", cut" : "", received(), dropped(), forwarded());
	}

}
