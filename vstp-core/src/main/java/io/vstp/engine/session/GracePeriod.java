package io.vstp.engine.session;

/**
 * For how long frames are still taken after an end was told to stop: they were on their
 * way when the peer could not know yet (docs/protocol.md, "Closing").
 */
final class GracePeriod {

	/** How long after the stop, and after all bytes that came since. */
	static final long QUIET = 100_000_000L;

	/** How long in all. */
	static final long MAX = 1_000_000_000L;

	private long end;

	private long lastEnd;

	/**
	 * Begins.
	 * @param now the time
	 * @param quiet how long to wait for bytes, or 0 for no grace at all
	 */
	void begin(long now, long quiet) {
		this.end = now + quiet;
		this.lastEnd = now + ((quiet > 0) ? MAX : 0);
	}

	/**
	 * Ends now, if it has not before.
	 * @param now the time
	 */
	void cut(long now) {
		if (left(now) > 0) {
			begin(now, 0);
		}
	}

	/**
	 * A frame came, or a part of one.
	 * @param now the time
	 * @return whether it is taken; then more may be on its way behind it
	 */
	boolean takes(long now) {
		if (left(now) <= 0) {
			return false;
		}
		this.end = now + Math.min(QUIET, this.lastEnd - now);
		return true;
	}

	long left(long now) {
		return this.end - now;
	}

}
