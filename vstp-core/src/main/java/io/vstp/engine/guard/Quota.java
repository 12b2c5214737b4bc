package io.vstp.engine.guard;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A number of things that all peers share, of which those that are not established yet
 * may have a part only. For one thread, but {@link #used} is for any.
 */
final class Quota {

	private final long max;

	private final long maxNewcomers;

	/** Written by one thread alone, so that nothing has to be added atomically. */
	private final AtomicLong used = new AtomicLong();

	private long usedByNewcomers;

	Quota(long max, long maxNewcomers) {
		this.max = max;
		this.maxNewcomers = maxNewcomers;
	}

	boolean tryTake(long amount, boolean newcomer) {
		if (amount > available(newcomer)) {
			return false;
		}
		this.used.setRelease(this.used.getPlain() + amount);
		if (newcomer) {
			this.usedByNewcomers += amount;
		}
		return true;
	}

	void giveBack(long amount, boolean newcomer) {
		this.used.setRelease(this.used.getPlain() - amount);
		if (newcomer) {
			this.usedByNewcomers -= amount;
		}
	}

	/**
	 * What a newcomer has is now had by an established peer.
	 * @param amount how much
	 */
	void establish(long amount) {
		this.usedByNewcomers -= amount;
	}

	long available(boolean newcomer) {
		long available = this.max - this.used.getPlain();
		return newcomer ? Math.min(available, this.maxNewcomers - this.usedByNewcomers) : available;
	}

	long used() {
		return this.used.getAcquire();
	}

	long max() {
		return this.max;
	}

}
