package io.vstp.engine.guard;

/**
 * A number of things that all peers share, of which those that are not established yet
 * may have a part only. For one thread.
 */
final class Quota {

	private final long max;

	private final long maxNewcomers;

	private long used;

	private long usedByNewcomers;

	Quota(long max, long maxNewcomers) {
		this.max = max;
		this.maxNewcomers = maxNewcomers;
	}

	boolean tryTake(long amount, boolean newcomer) {
		if (amount > available(newcomer)) {
			return false;
		}
		this.used += amount;
		if (newcomer) {
			this.usedByNewcomers += amount;
		}
		return true;
	}

	void giveBack(long amount, boolean newcomer) {
		this.used -= amount;
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
		long available = this.max - this.used;
		return newcomer ? Math.min(available, this.maxNewcomers - this.usedByNewcomers) : available;
	}

	long used() {
		return this.used;
	}

}
