package io.vstp.engine.reliability;

import java.util.ArrayDeque;
import java.util.Deque;

import io.netty.buffer.ByteBuf;
import io.vstp.engine.fragment.FragmentPlan;
import io.vstp.engine.fragment.ProgressAck;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import org.jspecify.annotations.Nullable;

/**
 * A message that is sent in fragments.
 */
final class FragmentedSend extends OpenSend {

	// Ids of one byte are few; an answer that is later than some retransmissions is lost.
	private static final int MAX_IDS = 4;

	private final FragmentedSends owner;

	private final Shared shared;

	private final Deque<Long> ids = new ArrayDeque<>();

	private @Nullable SendPhase phase;

	private boolean announced;

	private boolean restarted;

	private boolean begun;

	FragmentedSend(FragmentedSends owner, Shared shared, Frame frame, Outbound outbound, int length) {
		super(frame, outbound, length);
		this.owner = owner;
		this.shared = shared;
	}

	/**
	 * Makes a plan for the message.
	 * @param fragId its id, which this send has taken, or may take
	 * @param offer whether to offer the extensions
	 * @return the plan, or {@code null} if the headers leave no room
	 */
	@Nullable FragmentPlan tryPlan(long fragId, boolean offer) {
		SenderSettings settings = this.shared.settings();
		return FragmentPlan.of(headers(), payload().readableBytes(), fragId, offer, settings.maxDatagram(),
				settings.trailer());
	}

	/**
	 * Makes a plan with an id of its own.
	 * @param small whether the id may have one byte only
	 * @param offer whether to offer the extensions
	 * @return the plan, or {@code null} if no id is free
	 */
	@Nullable FragmentPlan plan(boolean small, boolean offer) {
		FragmentIds all = this.owner.ids();
		if (this.ids.size() == MAX_IDS) {
			all.release(this.ids.remove());
		}
		long id = small ? all.takeSmall(this) : all.takeLong(this);
		if (id == FragmentIds.NONE) {
			return null;
		}
		this.ids.add(id);
		FragmentPlan plan = tryPlan(id, offer);
		if (plan == null) {
			throw new IllegalStateException("The message does not fit, which was checked before");
		}
		return plan;
	}

	/**
	 * Goes on in another way.
	 * @param next how
	 */
	void enter(SendPhase next) {
		if (this.phase != null) {
			this.phase.ended();
		}
		this.phase = next;
	}

	/**
	 * Sends a fragment.
	 * @param plan how the message is cut
	 * @param index which fragment
	 * @param again whether it was sent before
	 */
	void transmit(FragmentPlan plan, int index, boolean again) {
		ByteBuf payload = payload();
		ByteBuf slice = payload.retainedSlice(payload.readerIndex() + plan.offset(index), plan.length(index));
		Frame fragment = piece(flags() | FrameFlags.FRAG, plan.headers(index), slice);
		this.begun = true;
		if (again) {
			this.shared.transmitter().sendAgain(fragment);
		}
		else {
			this.shared.transmitter().send(fragment);
		}
	}

	/**
	 * All of the message was sent once.
	 */
	void announce() {
		if (!this.announced) {
			this.announced = true;
			outbound().transmitted();
		}
	}

	/**
	 * All fragments have arrived.
	 * @param plan how the message is cut
	 * @param now the time
	 */
	void arrived(FragmentPlan plan, long now) {
		if (!wantsAck()) {
			this.shared.sends().end(this);
			return;
		}
		// The peer may withhold its ACK for long, and ids of one byte are few.
		releaseIds(plan.fragId());
		enter(new QuestionPhase(this, this.shared, plan, now));
		this.owner.ask(this);
	}

	private void releaseIds(long except) {
		for (long id : this.ids) {
			if (id != except) {
				this.owner.ids().release(id);
			}
		}
		this.ids.removeIf((id) -> id != except);
	}

	/**
	 * Goes on fragment by fragment, with a peer that has shown that it can.
	 * @param plan how the message is cut
	 * @param flight what was sent of it
	 * @param now the time
	 */
	void goLong(FragmentPlan plan, Flight flight, long now) {
		enter(new LongPhase(this, this.shared, plan, flight, now));
		this.owner.resume(this);
	}

	/**
	 * Nothing comes back: sends the message in the way of part 1, once, unless it is
	 * known that the peer knows another. Without an ACK a message that was sent to its
	 * end stays as it is, since it could arrive twice.
	 */
	void findsNoEcho() {
		if (this.restarted || !this.owner.doubt() || (this.announced && !wantsAck())) {
			return;
		}
		this.restarted = true;
		restart();
	}

	void restart() {
		if (this.phase != null) {
			this.phase.ended();
			this.phase = null;
		}
		releaseIds(FragmentIds.NONE);
		this.owner.restart(this);
	}

	int transmit(int limit, boolean urgent, long now) {
		return (this.phase != null) ? this.phase.transmit(limit, urgent, now) : 0;
	}

	boolean progress(ProgressAck ack, long now) {
		boolean plausible = this.phase != null && this.phase.progress(ack, now);
		reschedule();
		return plausible;
	}

	@Override
	void due(long now) {
		if (!this.shared.sends().endIfUnwanted(this) && this.phase != null) {
			this.phase.due(now);
			reschedule();
		}
	}

	void reschedule() {
		if (hasEnded() || this.phase == null) {
			return;
		}
		long deadline = this.phase.deadline();
		if (deadline == Long.MAX_VALUE) {
			this.shared.sends().timers().remove(this);
		}
		else {
			this.shared.sends().timers().schedule(this, deadline);
		}
	}

	// Who wants no ACK is told once all was sent, and waits no more; what was lost of it
	// is to be sent again all the same.
	@Override
	boolean isWanted() {
		return (this.announced && !wantsAck()) || super.isWanted();
	}

	@Override
	boolean mayBeAcknowledged() {
		return this.announced;
	}

	@Override
	boolean mayBeRefused() {
		return this.begun;
	}

	@Override
	void ended() {
		if (this.phase != null) {
			this.phase.ended();
			this.phase = null;
		}
		releaseIds(FragmentIds.NONE);
		this.owner.leave(this);
	}

}
