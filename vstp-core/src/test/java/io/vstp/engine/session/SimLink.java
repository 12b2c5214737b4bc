package io.vstp.engine.session;

import java.util.Random;

/**
 * One direction of a connection: what goes in comes out later, in the same order. What is
 * under way when the sender closes still arrives.
 */
final class SimLink {

	private final VirtualTime time;

	private final Random random;

	private final long maxDelay;

	private long lastArrival;

	SimLink(VirtualTime time, Random random, long maxDelay) {
		this.time = time;
		this.random = random;
		this.maxDelay = maxDelay;
		this.lastArrival = time.now();
	}

	/**
	 * Waits until the socket has taken all that was sent.
	 * @param written what to do then
	 */
	void write(Runnable written) {
		this.time.in((long) (this.random.nextDouble() * this.maxDelay / 2), written);
	}

	void carry(Runnable arrival) {
		long now = this.time.now();
		long arrives = now + (long) (this.random.nextDouble() * this.maxDelay);
		if (arrives - this.lastArrival < 0) {
			arrives = this.lastArrival;
		}
		this.lastArrival = arrives;
		this.time.in(arrives - now, arrival);
	}

}
