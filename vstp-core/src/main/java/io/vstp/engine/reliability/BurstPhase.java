package io.vstp.engine.reliability;

import java.util.ArrayDeque;
import java.util.Deque;

import io.vstp.engine.fragment.FragmentPlan;
import io.vstp.engine.fragment.ProgressAck;

/**
 * Sends a message to a peer that may know part 1 only: all fragments, unasked, and where
 * an ACK is wanted and does not come, all of them again under another {@code frag-id}.
 */
final class BurstPhase implements SendPhase {

	/** How many datagrams go out between two pauses. */
	static final int BURST = 16;

	/** How long a pause is. */
	static final long PAUSE = 2_000_000;

	/** How long until the next look for an id, where all are taken. */
	private static final long RECESS = 10 * RttEstimator.GRANULARITY;

	private static final int PATIENCE = 3;

	private static final int MAX_OLDER = 3;

	private final FragmentedSend send;

	private final Shared shared;

	private final FragmentedSends owner;

	private final boolean offer;

	private final Deque<FragmentPlan> older = new ArrayDeque<>();

	private FragmentPlan plan;

	private Flight flight;

	private int rounds;

	private int inBurst;

	private long deadline;

	/**
	 * Begins to send a message.
	 * @param send the message
	 * @param shared what all sends share
	 * @param owner has all sends in fragments
	 * @param plan how the message is cut
	 * @param offer whether to offer the extensions
	 */
	BurstPhase(FragmentedSend send, Shared shared, FragmentedSends owner, FragmentPlan plan, boolean offer) {
		this.send = send;
		this.shared = shared;
		this.owner = owner;
		this.offer = offer;
		this.plan = plan;
		this.flight = new Flight(this.plan.fragments());
		this.rounds = 1;
		this.deadline = Long.MAX_VALUE;
	}

	@Override
	public int transmit(int limit, boolean urgent, long now) {
		if (urgent || this.deadline != Long.MAX_VALUE) {
			return 0;
		}
		int sent = 0;
		while (sent < limit && this.inBurst < BURST && !isAllSent()) {
			int index = this.flight.fresh();
			if (!this.shared.transmitter().maySend(this.plan.datagramLength(index), now)) {
				return sent;
			}
			this.flight.sent(index, null, now);
			this.send.transmit(this.plan, index, this.rounds > 1);
			this.inBurst++;
			sent++;
		}
		if (isAllSent()) {
			endRound(now);
		}
		else if (this.inBurst == BURST) {
			this.deadline = now + PAUSE;
		}
		return sent;
	}

	private boolean isAllSent() {
		return this.flight.fresh() == this.plan.fragments();
	}

	private void endRound(long now) {
		this.send.announce();
		if (this.send.wantsAck()) {
			this.deadline = now + this.shared.schedule().delay(this.rounds);
		}
		else if (this.offer) {
			this.deadline = now + PATIENCE * this.shared.path().rtt().probeTimeout();
			this.owner.linger(this.send);
		}
		else {
			this.shared.sends().end(this.send);
		}
	}

	@Override
	public void due(long now) {
		if (!isAllSent()) {
			this.deadline = Long.MAX_VALUE;
			this.inBurst = 0;
		}
		else if (this.offer && this.owner.capability() == Capability.EXTENDED) {
			this.send.goLong(this.plan, this.flight, now);
		}
		else if (!this.send.wantsAck()) {
			this.shared.sends().end(this.send);
		}
		else if (this.shared.schedule().isLast(this.rounds)) {
			this.shared.sends().failed(this.send, SendFailure.NOT_ACKNOWLEDGED, RetrySchedule.noAck(this.rounds));
		}
		else {
			beginRound(now);
		}
	}

	// A receiver of part 1 takes a fragment that comes twice for an error, so that each
	// round needs an id of its own.
	private void beginRound(long now) {
		FragmentPlan next = this.send.plan(true, this.offer);
		if (next == null) {
			this.deadline = now + RECESS;
			return;
		}
		if (this.older.size() == MAX_OLDER) {
			this.older.remove();
		}
		this.older.add(this.plan);
		this.plan = next;
		this.flight = new Flight(this.plan.fragments());
		this.rounds++;
		this.inBurst = 0;
		this.deadline = Long.MAX_VALUE;
	}

	@Override
	public boolean progress(ProgressAck ack, long now) {
		if (!this.offer) {
			return false;
		}
		if (ack.fragId() == this.plan.fragId()) {
			return goOn(this.plan, this.flight, ack, now);
		}
		for (FragmentPlan plan : this.older) {
			if (ack.fragId() == plan.fragId()) {
				return goOn(plan, Flight.lost(plan.fragments(), now), ack, now);
			}
		}
		return false;
	}

	private boolean goOn(FragmentPlan plan, Flight flight, ProgressAck ack, long now) {
		if (!SendPhase.isPlausible(ack, flight.fresh())) {
			return false;
		}
		this.send.goLong(plan, flight, now);
		return this.send.progress(ack, now);
	}

	@Override
	public long deadline() {
		return this.deadline;
	}

}
