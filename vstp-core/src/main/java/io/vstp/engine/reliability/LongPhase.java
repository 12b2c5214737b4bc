package io.vstp.engine.reliability;

import io.vstp.engine.fragment.FragmentPlan;
import io.vstp.engine.fragment.ProgressAck;

/**
 * Sends a message to a peer that says which fragments have arrived: what is lost is sent
 * again, and no more is under way than the path and the peer take (RFC 9002 in spirit).
 */
final class LongPhase implements SendPhase {

	/** How many fragments go out before the peer has said how many it takes. */
	static final int FIRST_WINDOW = 64;

	/** After so many probes in vain the way is taken for a new one. */
	private static final int PERSISTENT = 3;

	/** After so many probes in vain the peer may not know what a progress ACK is. */
	private static final int SILENCE = 3;

	/**
	 * After so many timeouts without a measurement the round trip may have become longer
	 * than the timeout: it stays doubled then until one is told (RFC 6298, section 5.7),
	 * for otherwise each ACK would answer what was sent again.
	 */
	private static final int UNMEASURED = 4;

	// Two datagrams a second harm nobody, and find out soon that the way is open again.
	private static final long MAX_PROBE_DELAY = 1_000_000_000;

	private final FragmentedSend send;

	private final Shared shared;

	private final Path path;

	private final FragmentPlan plan;

	private final Flight flight;

	private final LossDetector losses;

	private final int datagram;

	private long windowEnd = FIRST_WINDOW;

	private long lastProgress;

	private long lastSent;

	private boolean heard;

	private int timeouts;

	private int backoff;

	private int unmeasured;

	private int probes;

	LongPhase(FragmentedSend send, Shared shared, FragmentPlan plan, Flight flight, long now) {
		this.send = send;
		this.shared = shared;
		this.path = shared.path();
		this.plan = plan;
		this.flight = flight;
		this.losses = new LossDetector(flight, this.path.rtt());
		this.datagram = shared.settings().maxDatagram();
		this.lastProgress = now;
		this.lastSent = now;
		this.path.join((long) this.datagram * flight.inFlight(), now);
	}

	@Override
	public int transmit(int limit, boolean urgent, long now) {
		int sent = 0;
		while (sent < limit) {
			int index = next(urgent);
			if (index == IndexList.NONE || !this.shared.transmitter().maySend(this.plan.datagramLength(index), now)) {
				break;
			}
			transmit(index, now);
			sent++;
		}
		return sent;
	}

	private int next(boolean urgent) {
		if (this.probes > 0) {
			return probe();
		}
		int index = this.flight.firstLost();
		if (index == IndexList.NONE) {
			if (urgent || !hasFresh()) {
				return IndexList.NONE;
			}
			index = this.flight.fresh();
		}
		return this.path.maySend(this.datagram) ? index : IndexList.NONE;
	}

	private boolean hasFresh() {
		return this.flight.fresh() < Math.min(this.windowEnd, this.flight.total());
	}

	// The newest shows whether anything passes, the lowest is what the peer lacks most.
	private int probe() {
		int newest = this.flight.newestInFlight();
		if (this.probes == 1 || newest == IndexList.NONE || newest == this.flight.lowest()) {
			this.probes = 1;
			return this.flight.lowest();
		}
		return newest;
	}

	private void transmit(int index, long now) {
		boolean again = index < this.flight.fresh();
		this.flight.sent(index, this.path.departs(!this.flight.isInFlight(index), now), now);
		this.lastSent = now;
		if (this.probes > 0) {
			this.probes--;
		}
		this.send.transmit(this.plan, index, again);
		if (this.flight.fresh() == this.flight.total()) {
			this.send.announce();
		}
	}

	@Override
	public boolean progress(ProgressAck ack, long now) {
		if (ack.fragId() != this.plan.fragId()) {
			FragmentPlan other = this.send.tryPlan(ack.fragId(), true);
			if (other != null && ack.next() == other.fragments()) {
				this.send.arrived(other, now);
			}
			return true;
		}
		if (!SendPhase.isPlausible(ack, this.flight.fresh())) {
			return false;
		}
		this.heard = true;
		if (ack.next() >= this.flight.lowest()) {
			this.windowEnd = ack.next() + ack.window();
		}
		if (arrived(ack, now)) {
			if (this.losses.endOfAck(now)) {
				this.unmeasured = 0;
			}
			if (this.unmeasured < UNMEASURED) {
				this.backoff = 0;
			}
			this.path.endOfAck(now);
			boolean persistent = this.timeouts >= PERSISTENT;
			this.timeouts = 0;
			this.probes = 0;
			this.lastProgress = now;
			if (detectLosses(now) && persistent) {
				this.path.persistentCongestion();
			}
			this.path.tellWindow();
		}
		if (this.flight.isComplete()) {
			this.send.arrived(this.plan, now);
		}
		return true;
	}

	private boolean arrived(ProgressAck ack, long now) {
		long inFlight = this.path.inFlight();
		this.path.beginOfAck();
		int before = this.flight.lowest();
		while (this.flight.lowest() < ack.next()) {
			arrived(this.flight.lowest(), inFlight, now);
		}
		boolean news = this.flight.lowest() != before;
		int index = (int) ack.next();
		for (long word : ack.arrived().toLongArray()) {
			for (long bits = word & ~this.flight.acknowledgedFrom(index); bits != 0; bits &= bits - 1) {
				arrived(index + Long.numberOfTrailingZeros(bits), inFlight, now);
				news = true;
			}
			index += Long.SIZE;
		}
		return news;
	}

	private void arrived(int index, long inFlight, long now) {
		boolean last = this.losses.acknowledged(index, now);
		if (this.flight.acknowledge(index)) {
			this.path.remove(this.datagram);
		}
		this.path.arrived(last ? this.flight.departure(index) : null, this.flight.sentAt(index), inFlight);
	}

	private boolean detectLosses(long now) {
		boolean any = false;
		for (int index = this.losses.nextLost(now); index != IndexList.NONE; index = this.losses.nextLost(now)) {
			this.flight.lost(index);
			this.path.remove(this.datagram);
			this.path.lost(this.flight.sentAt(index), now);
			any = true;
		}
		return any;
	}

	@Override
	public void due(long now) {
		if (now - this.lastProgress >= this.shared.settings().stallTimeout()) {
			this.shared.sends()
				.failed(this.send, SendFailure.NOT_ACKNOWLEDGED,
						"The peer has acknowledged %d of %d fragments, and nothing more for %d ms".formatted(
								this.flight.total() - this.flight.missing(), this.flight.total(),
								(now - this.lastProgress) / 1_000_000));
		}
		else if (this.losses.hasLossTime()) {
			detectLosses(now);
		}
		else if (now - probeTime() >= 0) {
			if (isAwaitingAck()) {
				timedOut(now);
			}
			else if (this.path.isHeard()) {
				starves(now);
			}
		}
	}

	// Others have all of the window, and nothing has come back of them for so long that
	// they may be lost for good: what this has to send goes all the same, one by one.
	private void starves(long now) {
		this.lastSent = now;
		this.probes = 1;
		this.backoff++;
	}

	private void timedOut(long now) {
		boolean answerable = this.probes == 0;
		this.lastSent = now;
		this.probes = 2;
		this.backoff++;
		this.unmeasured++;
		// It may have been measured on a way that is no more, and then no ACK counts.
		this.path.rtt().forgetMin();
		// Where the last probe could not even be sent, its silence means nothing.
		if (answerable && ++this.timeouts >= SILENCE && !this.heard) {
			this.send.findsNoEcho();
		}
	}

	@Override
	public long deadline() {
		long stalled = this.lastProgress + this.shared.settings().stallTimeout();
		if (this.losses.hasLossTime()) {
			return Times.earlier(stalled, this.losses.lossTime());
		}
		return (isAwaitingAck() || this.path.isHeard()) ? Times.earlier(stalled, probeTime()) : stalled;
	}

	// Where the peer's window is shut, it may have opened it by an ACK that was lost.
	private boolean isAwaitingAck() {
		return this.flight.inFlight() > 0 || (this.flight.firstLost() == IndexList.NONE && !hasFresh());
	}

	private long probeTime() {
		long timeout = this.path.rtt().probeTimeout();
		long limit = Math.max(timeout, MAX_PROBE_DELAY);
		long since = isAwaitingAck() ? this.lastSent : Times.later(this.lastSent, this.path.heardAt());
		return since + Math.min(timeout << Math.min(this.backoff, 16), limit);
	}

	@Override
	public void ended() {
		this.path.remove((long) this.datagram * this.flight.inFlight());
	}

}
