package io.vstp.engine.session;

/**
 * Watches how long a peer has been silent (docs/protocol.md, "Keepalive").
 */
final class KeepAlive {

	private final long interval;

	private final long idleTimeout;

	private long lastHeard;

	private long pingedAt;

	private boolean pinged;

	KeepAlive(long interval, long idleTimeout) {
		this.interval = interval;
		this.idleTimeout = idleTimeout;
	}

	void heard(long now) {
		this.lastHeard = now;
		this.pinged = false;
	}

	/**
	 * Looks at a peer that is not greeted, and so gets no PING.
	 * @param now the time
	 * @return whether it was silent for too long
	 */
	boolean isIdle(long now) {
		return this.idleTimeout > 0 && now - this.lastHeard >= this.idleTimeout;
	}

	/**
	 * Looks at a greeted peer.
	 * @param now the time
	 * @return what is to be done
	 */
	Verdict check(long now) {
		if (this.interval == 0 || now - this.lastHeard < this.interval) {
			return Verdict.ALIVE;
		}
		if (!this.pinged) {
			this.pinged = true;
			this.pingedAt = now;
			return Verdict.PING;
		}
		// Counted from the PING: where ticks come late, bytes may have been left unread.
		return ((now - this.pingedAt) / 2 >= this.interval) ? Verdict.DEAD : Verdict.ALIVE;
	}

	/**
	 * What the silence means.
	 */
	enum Verdict {

		/** Nothing yet. */
		ALIVE,

		/** The peer is to be asked. */
		PING,

		/** The peer was asked and did not answer. */
		DEAD

	}

}
