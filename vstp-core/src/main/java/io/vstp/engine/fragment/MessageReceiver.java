package io.vstp.engine.fragment;

import io.netty.buffer.ByteBufAllocator;
import io.vstp.engine.guard.PeerShare;
import io.vstp.engine.guard.ReassemblyBudget;
import io.vstp.frame.Frame;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;

/**
 * Takes the frames that one peer sends by datagram: puts fragments together, knows
 * messages again that came before, and acknowledges (docs/protocol.md, "UDP"). A state
 * machine for one thread, without a clock: {@code now} is in nanoseconds and never runs
 * backwards.
 */
public final class MessageReceiver {

	private final ReceiverSettings settings;

	private final ReceiverEffects effects;

	private final PeerShare share;

	private final Delivery delivery;

	private final FragmentReceiver fragments;

	private boolean closed;

	/**
	 * Creates a receiver for a peer that is not established yet.
	 * @param settings what it has to know
	 * @param budget what all receivers of the endpoint share
	 * @param allocator where the buffers for unfinished messages come from
	 * @param effects what it has others do
	 */
	public MessageReceiver(ReceiverSettings settings, ReassemblyBudget budget, ByteBufAllocator allocator,
			ReceiverEffects effects) {
		this.settings = settings;
		this.effects = effects;
		this.share = budget.newShare();
		this.delivery = new Delivery(settings, this.share, effects);
		this.fragments = new FragmentReceiver(settings, this.share, allocator, effects, this.delivery);
	}

	/**
	 * A frame came in, neither ACK nor ERR.
	 * @param frame the frame; taken over
	 * @param crc the CRC-32 of its datagram, without the trailer
	 * @param now the time
	 */
	public void received(Frame frame, int crc, long now) {
		if (this.closed) {
			frame.release();
			return;
		}
		FragmentHeaders fragment = FragmentHeaders.of(frame);
		if (fragment == null) {
			boolean vx = this.settings.extensions() && frame.headers().contains(HeaderNames.VX);
			this.delivery.arrived(frame, crc, vx, null, now);
		}
		else if (fragment == FragmentHeaders.MALFORMED) {
			frame.release();
			this.effects.dropped(DropReason.MALFORMED);
		}
		else if (fragment.isWholeMessage(frame)) {
			this.fragments.receivedWhole(frame, fragment, now);
		}
		else {
			try {
				this.fragments.received(frame, fragment, now);
			}
			finally {
				frame.release();
			}
		}
	}

	/**
	 * No further frames are there to be read now.
	 * @param now the time
	 */
	public void endOfBatch(long now) {
		this.fragments.progress().endOfBatch();
	}

	/**
	 * Acknowledges a message that asked for it, and does so again whenever it comes
	 * again.
	 * @param headers of the message that was delivered
	 */
	public void acknowledge(Headers headers) {
		this.delivery.acknowledge(headers);
	}

	/**
	 * The message was handled and has failed, and is answered by ERR whenever it comes
	 * again.
	 * @param headers of the message that was delivered
	 * @param code of the ERR
	 */
	public void failed(Headers headers, String code) {
		this.delivery.failed(headers, code);
	}

	/**
	 * The message was refused, and is new if it comes again.
	 * @param headers of the message that was delivered
	 */
	public void forget(Headers headers) {
		this.delivery.forget(headers);
	}

	/**
	 * The peer has shown that it receives what is sent to its address: from now on the
	 * budget of established peers counts. What it may send more is told to it at the
	 * {@link #endOfBatch}.
	 */
	public void validated() {
		if (!this.share.isEstablished()) {
			this.share.establish();
			this.fragments.established();
		}
	}

	/**
	 * Drops what has waited for too long.
	 * @param now the time
	 */
	public void tick(long now) {
		this.fragments.expire(now);
		this.delivery.seen().expire(now);
	}

	/**
	 * Returns when {@link #tick} is to be called at the latest.
	 * @return the time, or {@link Long#MAX_VALUE} if nothing waits for one
	 */
	public long nextDeadline() {
		long deadline = Long.MAX_VALUE;
		for (Reassembly current : this.fragments.unfinished().all()) {
			deadline = earlier(deadline, current.changedAt + this.settings.reassemblyTimeout());
		}
		if (!this.fragments.finished().isEmpty()) {
			deadline = earlier(deadline, this.fragments.finished().deadline());
		}
		if (!this.delivery.seen().isEmpty()) {
			deadline = earlier(deadline, this.delivery.seen().deadline());
		}
		return deadline;
	}

	// Times may have wrapped around; no time at all comes after each.
	private static long earlier(long one, long other) {
		return (one == Long.MAX_VALUE || other - one < 0) ? other : one;
	}

	/**
	 * Returns how many messages are unfinished.
	 * @return the number
	 */
	public int reassemblies() {
		return this.fragments.unfinished().size();
	}

	/**
	 * Drops all that is unfinished.
	 */
	public void close() {
		if (!this.closed) {
			this.closed = true;
			this.fragments.close();
			this.delivery.seen().clear();
			this.share.close();
		}
	}

}
