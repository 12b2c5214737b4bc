package io.vstp.relay;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * One direction of a {@link TcpRelay}: what happens to its bytes, and what has happened.
 * All settings may change while it runs, by any thread.
 */
public final class TcpLeg {

	private final Runnable restored;

	private final LongAdder receivedBytes = new LongAdder();

	private final LongAdder forwardedBytes = new LongAdder();

	private final LongAdder swallowedBytes = new LongAdder();

	private volatile long delay;

	private volatile long rate;

	private volatile boolean blackhole;

	TcpLeg(Runnable restored) {
		this.restored = restored;
	}

	/**
	 * Sets how long each byte takes. As at most 4 MiB of a connection are on their way, a
	 * delay also bounds how many pass in a second.
	 * @param delay zero, for as fast as it goes, to one day
	 * @return this leg
	 * @throws IllegalArgumentException if the delay is out of range
	 */
	public TcpLeg delay(Duration delay) {
		this.delay = RelayChecks.delay(delay);
		return this;
	}

	/**
	 * Sets how many bytes of each connection pass in a second.
	 * @param bytesPerSecond at least 1, or 0 for as many as there are
	 * @return this leg
	 * @throws IllegalArgumentException if the number is negative
	 */
	public TcpLeg throttle(long bytesPerSecond) {
		if (bytesPerSecond < 0) {
			throw new IllegalArgumentException("A rate in bytes per second is 0 or more, not " + bytesPerSecond);
		}
		this.rate = bytesPerSecond;
		return this;
	}

	/**
	 * Swallows everything from now on, also what is on its way and the end of a
	 * connection, and tells nobody.
	 * @return this leg
	 */
	public TcpLeg blackhole() {
		this.blackhole = true;
		return this;
	}

	/**
	 * Ends what {@link #blackhole} began. Connections of which something was swallowed
	 * are reset soon after, as a stream with a hole is none; the others go on.
	 * @return this leg
	 */
	public TcpLeg restore() {
		if (this.blackhole) {
			this.blackhole = false;
			this.restored.run();
		}
		return this;
	}

	/**
	 * Ends a blackhole and all settings. Counters stay.
	 * @return this leg
	 */
	public TcpLeg reset() {
		return delay(Duration.ZERO).throttle(0).restore();
	}

	/**
	 * Returns how many bytes came in.
	 * @return the number since the start
	 */
	public long receivedBytes() {
		return this.receivedBytes.sum();
	}

	/**
	 * Returns how many bytes were written to the other side.
	 * @return the number since the start
	 */
	public long forwardedBytes() {
		return this.forwardedBytes.sum();
	}

	/**
	 * Returns how many bytes vanished in a blackhole.
	 * @return the number since the start
	 */
	public long swallowedBytes() {
		return this.swallowedBytes.sum();
	}

	long delayNanos() {
		return this.delay;
	}

	long rate() {
		return this.rate;
	}

	boolean isBlackhole() {
		return this.blackhole;
	}

	void countReceived(int bytes) {
		this.receivedBytes.add(bytes);
	}

	void countForwarded(int bytes) {
		this.forwardedBytes.add(bytes);
	}

	void countSwallowed(int bytes) {
		this.swallowedBytes.add(bytes);
	}

	/**
	 * Returns settings and counters.
	 * @return a part of a line for logs
	 */
	@Override
	public String toString() {
		return "delay %s, throttle %d bytes/s%s; received %d bytes, forwarded %d, swallowed %d".formatted(
				Duration.ofNanos(this.delay), this.rate, this.blackhole ? ", blackhole" : "", receivedBytes(),
				forwardedBytes(), swallowedBytes());
	}

}
