package io.vstp.engine.reliability;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.vstp.engine.fragment.FragmentPlan;
import io.vstp.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages in fragments, some of them at a time and in turn, each in the way that
 * the peer knows.
 */
final class FragmentedSends {

	/** How many messages are under way at a time; a receiver has room for few. */
	static final int MAX_ACTIVE = 16;

	/**
	 * How many messages may have arrived without their ACK: where there are more, no
	 * further one begins. Together with those under way, they leave ids of one byte free.
	 */
	static final int MAX_ASKING = 64;

	// Neighbours of one message are equally long, by which a transport may profit.
	private static final int TURN = 8;

	private final Shared shared;

	private final CapabilityProbe probe;

	private final FragmentIds ids;

	private final Deque<FragmentedSend> waiting = new ArrayDeque<>();

	private final Deque<FragmentedSend> active = new ArrayDeque<>();

	/** Those that have arrived, but for whose ACK the peer has to be asked. */
	private final Set<FragmentedSend> asking = new HashSet<>();

	/** Those that were sent without an ACK being wanted, in case the peer sends one. */
	private final Deque<FragmentedSend> lingering = new ArrayDeque<>();

	private Capability capability;

	/** Whether the peer has ever shown that it knows the extensions, and nobody else. */
	private boolean proven;

	FragmentedSends(Shared shared, SmallSends small, SenderEffects effects) {
		this.shared = shared;
		this.probe = new CapabilityProbe(shared, small, effects);
		this.ids = new FragmentIds(effects);
		this.capability = shared.settings().extensions() ? Capability.UNKNOWN : Capability.PART1;
	}

	FragmentIds ids() {
		return this.ids;
	}

	CapabilityProbe probe() {
		return this.probe;
	}

	Capability capability() {
		return this.capability;
	}

	/**
	 * The peer has shown what it knows, or somebody in its name.
	 * @param capability what
	 * @param proven whether nobody else can have shown it
	 */
	void learn(Capability capability, boolean proven) {
		if (this.shared.settings().extensions()) {
			this.capability = capability;
			this.proven |= proven && capability == Capability.EXTENDED;
			this.waiting.addAll(this.probe.end());
		}
	}

	/**
	 * A message finds no echo that was sent as a peer with extensions would have it.
	 * @return whether the peer may be none after all
	 */
	boolean doubt() {
		if (this.proven) {
			return false;
		}
		this.capability = Capability.UNKNOWN;
		for (FragmentedSend send : List.copyOf(this.active)) {
			if (!send.mayBeRefused()) {
				send.restart();
			}
		}
		return true;
	}

	/**
	 * A message begins from the start, as the peer may not know what was tried.
	 * @param send the message
	 */
	void restart(FragmentedSend send) {
		this.active.remove(send);
		this.waiting.add(send);
	}

	/**
	 * Takes a message in, to be sent in its turn.
	 * @param frame the message; taken over
	 * @param outbound is told what becomes of it
	 * @param length of the frame, as if it were one datagram
	 */
	void add(Frame frame, Outbound outbound, int length) {
		FragmentedSend send = new FragmentedSend(this, this.shared, frame, outbound, length);
		this.shared.sends().add(send);
		if (check(send)) {
			this.waiting.add(send);
		}
	}

	/**
	 * Fails a message that cannot be sent.
	 * @param send the message
	 * @return whether it can, or may turn out so
	 */
	private boolean check(FragmentedSend send) {
		int limit = this.shared.settings().maxDatagram();
		FragmentPlan plan = widestPlan(send);
		if (plan == null) {
			this.shared.sends()
				.failed(send, SendFailure.TOO_LARGE,
						"The headers are %d bytes long and leave no room for payload in datagrams of %d bytes"
							.formatted(send.headers().byteLength(), limit));
			return false;
		}
		if (this.capability == Capability.PART1 && plan.fragments() > FragmentPlan.MAX_PART1_NUMBER) {
			this.shared.sends()
				.failed(send, SendFailure.NEEDS_EXTENSION, "The message needs %d fragments, but the peer takes %d"
					.formatted(plan.fragments(), FragmentPlan.MAX_PART1_NUMBER));
			return false;
		}
		return true;
	}

	// With the longest id there is, so that no other makes it more fragments.
	private @Nullable FragmentPlan widestPlan(FragmentedSend send) {
		boolean extended = this.capability == Capability.EXTENDED;
		return send.tryPlan(extended ? FragmentPlan.MAX_NUMBER : FragmentPlan.MAX_PART1_NUMBER,
				this.capability != Capability.PART1);
	}

	/**
	 * Sends what may be sent now.
	 * @param now the time
	 */
	void transmit(long now) {
		begin(now);
		this.shared.path().update(now);
		do {
			transmitActive(now);
		}
		while (begin(now));
		if (!this.shared.transmitter().isExhausted() && !this.shared.transmitter().isBlocked()) {
			this.shared.path().idle();
		}
	}

	// Those that wait, as far as there is room for them.
	private boolean begin(long now) {
		boolean any = false;
		while (this.active.size() < MAX_ACTIVE && this.asking.size() < MAX_ASKING && !this.waiting.isEmpty()) {
			FragmentedSend send = this.waiting.element();
			if (this.shared.sends().endIfUnwanted(send) || !check(send)) {
				continue;
			}
			if (!start(send, now)) {
				break;
			}
			any = true;
		}
		return any;
	}

	private void transmitActive(long now) {
		for (FragmentedSend send : this.active) {
			send.transmit(Transmitter.AT_ONCE, true, now);
		}
		for (int idle = 0; idle < this.active.size();) {
			FragmentedSend send = this.active.remove();
			this.active.add(send);
			if (this.shared.sends().endIfUnwanted(send)) {
				idle = 0;
			}
			else {
				idle = (send.transmit(TURN, false, now) == 0) ? idle + 1 : 0;
			}
		}
		this.active.forEach(FragmentedSend::reschedule);
	}

	private boolean start(FragmentedSend send, long now) {
		boolean extended = this.capability == Capability.EXTENDED;
		FragmentPlan widest = widestPlan(send);
		if (!extended && widest != null && widest.fragments() > FragmentPlan.MAX_PART1_NUMBER) {
			this.waiting.remove(send);
			this.probe.await(send);
			return true;
		}
		boolean offer = this.capability != Capability.PART1;
		FragmentPlan plan = send.plan(!extended, offer);
		if (plan == null) {
			return false;
		}
		this.waiting.remove(send);
		if (extended) {
			send.goLong(plan, new Flight(plan.fragments()), now);
		}
		else {
			this.active.add(send);
			send.enter(new BurstPhase(send, this.shared, this, plan, offer));
		}
		return true;
	}

	/**
	 * All of a message has arrived, and its ACK is missing.
	 * @param send the message
	 */
	void ask(FragmentedSend send) {
		this.active.remove(send);
		this.asking.add(send);
	}

	/**
	 * A message waits for nothing but a late answer, if that.
	 * @param send the message
	 */
	void linger(FragmentedSend send) {
		this.active.remove(send);
		this.lingering.add(send);
		send.reschedule();
		if (this.lingering.size() > MAX_ACTIVE) {
			endLingering();
		}
	}

	/**
	 * Lets go of a message that only lingers.
	 * @return whether there was one
	 */
	boolean endLingering() {
		return !this.lingering.isEmpty() && this.shared.sends().end(this.lingering.element());
	}

	/**
	 * A message is to be sent further.
	 * @param send the message
	 */
	void resume(FragmentedSend send) {
		this.lingering.remove(send);
		if (!this.active.contains(send)) {
			this.active.add(send);
		}
	}

	/**
	 * A message is not to be sent further.
	 * @param send the message
	 */
	void leave(FragmentedSend send) {
		if (!this.active.remove(send) && !this.asking.remove(send) && !this.lingering.remove(send)
				&& !this.waiting.remove(send)) {
			this.probe.remove(send);
		}
	}

}
