package io.vstp.engine.reliability;

import org.jspecify.annotations.Nullable;

/**
 * What the sends to one peer share: what is known about the way there, and how much is
 * under way.
 */
final class Path {

	private final SenderEffects effects;

	private final RttEstimator rtt;

	private final DeliveryRate delivery = new DeliveryRate();

	private final Pacer pacer;

	private final int datagram;

	private CongestionController congestion;

	private boolean isShort;

	private long inFlight;

	private long heardAt;

	private boolean heard;

	private boolean paced;

	private boolean full;

	Path(int datagram, SenderEffects effects) {
		this.datagram = datagram;
		this.effects = effects;
		this.rtt = new RttEstimator(effects);
		this.pacer = new Pacer(datagram);
		this.congestion = controller();
	}

	// What is measured of a way that is shorter than timers can tell is how threads are
	// scheduled, and it cannot be paced. There BBR knows nothing, and losing by chance is
	// rare.
	private CongestionController controller() {
		return this.isShort ? new NewRenoController(this.datagram, this.rtt)
				: new BbrController(this.datagram, this.rtt, this.delivery.delivered(), this.effects::random);
	}

	private boolean choose() {
		boolean nowShort = this.rtt.min() <= RttEstimator.GRANULARITY;
		if (this.rtt.min() == 0 || nowShort == this.isShort) {
			return false;
		}
		this.isShort = nowShort;
		this.congestion = controller();
		return true;
	}

	RttEstimator rtt() {
		return this.rtt;
	}

	Pacer pacer() {
		return this.pacer;
	}

	long inFlight() {
		return this.inFlight;
	}

	/**
	 * Something is under way that was not counted before.
	 * @param bytes how much
	 * @param now the time
	 */
	void join(long bytes, long now) {
		if (this.inFlight == 0) {
			restart(now);
		}
		this.inFlight += bytes;
	}

	/**
	 * Says whether an ACK has ever come.
	 * @return whether one has
	 */
	boolean isHeard() {
		return this.heard;
	}

	/**
	 * Returns when something was last heard of what is under way, or began to be.
	 * @return the time
	 */
	long heardAt() {
		return this.heardAt;
	}

	void remove(long bytes) {
		this.inFlight -= bytes;
	}

	// Nothing of ours waits in a queue, so that the next round trip tells how long the
	// way is.
	private void restart(long now) {
		this.heardAt = now;
		this.delivery.restart(now);
		if (this.rtt.minAge(now) >= BbrController.PROBE_RTT_INTERVAL) {
			this.rtt.forgetMin();
		}
	}

	/**
	 * A datagram is being sent.
	 * @param more whether it is not among what is under way yet
	 * @param now the time
	 * @return what is known of deliveries
	 */
	Departure departs(boolean more, long now) {
		if (more) {
			join(this.datagram, now);
		}
		this.pacer.sent(this.datagram);
		return this.delivery.sent();
	}

	/** An ACK comes. */
	void beginOfAck() {
		this.delivery.beginOfAck();
	}

	/**
	 * A datagram has arrived, and is not counted in {@link #inFlight} any more.
	 * @param departure what {@link #departs} returned for it, if it is known
	 * @param sentAt when it was sent
	 * @param inFlight how much was under way before the ACK came
	 */
	void arrived(@Nullable Departure departure, long sentAt, long inFlight) {
		this.delivery.arrived(this.datagram, departure, sentAt);
		this.congestion.acknowledged(this.datagram, sentAt, inFlight);
	}

	void lost(long sentAt, long now) {
		this.congestion.lost(sentAt, now);
	}

	void persistentCongestion() {
		this.congestion.persistentCongestion();
	}

	/**
	 * An ACK was read to its end, and the round trip measured; what is lost is not known
	 * yet.
	 * @param now the time
	 */
	void endOfAck(long now) {
		this.heard = true;
		this.heardAt = now;
		this.delivery.endOfAck(this.rtt.min(), now);
		if (choose()) {
			long acknowledged = this.delivery.acknowledged();
			this.congestion.acknowledged((int) acknowledged, now, this.inFlight + acknowledged);
		}
		this.congestion.endOfAck(this.delivery, this.inFlight, now);
	}

	/**
	 * Tells how large the window is now.
	 */
	void tellWindow() {
		this.effects.congestionWindow(this.congestion.window());
	}

	/**
	 * Says whether a datagram of a long message may be sent now.
	 * @param bytes of the datagram
	 * @return whether it may
	 */
	boolean maySend(int bytes) {
		if (this.inFlight + bytes > this.congestion.window()) {
			this.full = true;
			return false;
		}
		this.paced = !this.pacer.maySend();
		return !this.paced;
	}

	/**
	 * Says whether sending waits for nothing but the pacer.
	 * @return whether it goes on at its next time
	 */
	boolean isPaced() {
		return this.paced;
	}

	void update(long now) {
		choose();
		this.paced = false;
		this.full = false;
		this.pacer.update(this.congestion.pacingRate(), now);
	}

	/**
	 * All was sent that there is to send, and may be.
	 */
	void idle() {
		if (!this.full && !this.paced) {
			this.delivery.limited(this.inFlight);
		}
	}

}
