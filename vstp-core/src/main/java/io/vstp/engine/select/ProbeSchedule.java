package io.vstp.engine.select;

/**
 * When to ask a peer whether it answers by a transport.
 */
final class ProbeSchedule {

	/** So often the pause doubles while a transport that was up is down. */
	private static final int MAX_DOUBLINGS = 4;

	private final SelectSettings settings;

	private final TransportHealth health;

	private boolean underWay;

	private boolean probed;

	private long probedAt;

	/** Probes in a row that found no answer. */
	private int missed;

	ProbeSchedule(SelectSettings settings, TransportHealth health) {
		this.settings = settings;
		this.health = health;
	}

	boolean isDue(boolean waiting, long now) {
		return !this.underWay && (!this.probed || now - this.probedAt >= pause(waiting, now));
	}

	private long pause(boolean waiting, long now) {
		long timeout = this.settings.probeTimeout();
		return switch (this.health.state()) {
			case UNKNOWN -> timeout;
			case UP -> whileUp(waiting, timeout, now);
			case DOWN -> this.health.wasUp() ? timeout << Math.min(this.missed, MAX_DOUBLINGS) : rarely(timeout);
		};
	}

	// What finds no answer may be the fault of who should answer: a probe tells before
	// there are too many failures.
	private long whileUp(boolean waiting, long timeout, long now) {
		if (this.health.failures() > 0) {
			return this.health.spacing();
		}
		return (waiting && now - this.health.answeredAt() >= timeout) ? timeout : this.settings.probeInterval();
	}

	// A server that does not have the transport is not to be asked all the time.
	private long rarely(long timeout) {
		return Math.min(timeout << Math.min(this.missed, 30), Math.max(timeout, this.settings.preferenceTtl()));
	}

	void sent(long now) {
		this.underWay = true;
		this.probed = true;
		this.probedAt = now;
	}

	void answered() {
		this.underWay = false;
		this.missed = 0;
	}

	void missed() {
		this.underWay = false;
		this.missed++;
	}

	/**
	 * What was under way found its end elsewhere.
	 */
	void cancel() {
		this.underWay = false;
	}

	/**
	 * Begins anew, with a probe at once.
	 */
	void restart() {
		this.underWay = false;
		this.probed = false;
		this.missed = 0;
	}

	int missedInARow() {
		return this.missed;
	}

}
