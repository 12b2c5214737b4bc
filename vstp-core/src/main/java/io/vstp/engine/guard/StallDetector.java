package io.vstp.engine.guard;

/**
 * Notices a peer that does not read what is sent to it. For one thread, without a clock.
 */
public final class StallDetector {

	private final long timeout;

	private long lastProgress;

	private long since;

	private boolean blocked;

	/**
	 * Creates a detector.
	 * @param timeout for how long nothing may move, in nanoseconds; 0 for ever
	 */
	public StallDetector(long timeout) {
		this.timeout = timeout;
	}

	/**
	 * Looks again.
	 * @param nowBlocked whether more is waiting than should
	 * @param progress a number that grows as the peer reads
	 * @param now the time in nanoseconds
	 * @return whether nothing has moved for the timeout
	 */
	public boolean isStalled(boolean nowBlocked, long progress, long now) {
		if (!nowBlocked || !this.blocked || progress != this.lastProgress) {
			this.blocked = nowBlocked;
			this.lastProgress = progress;
			this.since = now;
			return false;
		}
		return this.timeout > 0 && now - this.since >= this.timeout;
	}

}
