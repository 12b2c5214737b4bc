package io.vstp.engine.reliability;

import io.vstp.engine.fragment.ProgressAck;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Brings messages to one peer: as they are where they fit into a datagram, in fragments
 * where not, and again where an ACK is wanted and does not come (docs/protocol.md,
 * "UDP"). A state machine for one thread, without a clock: {@code now} is in nanoseconds
 * and never runs backwards.
 */
public final class MessageSender {

	private final SenderSettings settings;

	private final SenderEffects effects;

	private final Shared shared;

	private final OpenSends sends;

	private final Transmitter transmitter;

	private final SmallSends small;

	private final FragmentedSends fragmented;

	private long now;

	public MessageSender(SenderSettings settings, SenderEffects effects) {
		this.settings = settings;
		this.effects = effects;
		this.shared = Shared.of(settings, effects);
		this.sends = this.shared.sends();
		this.transmitter = this.shared.transmitter();
		this.small = new SmallSends(this.shared);
		this.fragmented = new FragmentedSends(this.shared, this.small, effects);
	}

	/**
	 * Sends a message. With REQ_ACK it needs a {@code msg-id} that no other one under way
	 * has, and is sent again until it is acknowledged.
	 * @param frame the message, of any length; taken over
	 * @param outbound is told what becomes of it
	 * @param now the time
	 */
	public void send(Frame frame, Outbound outbound, long now) {
		this.now = now;
		int length = this.transmitter.length(frame);
		Refusal refusal = check(frame, length);
		if (refusal != null) {
			frame.release();
			outbound.failed(refusal.failure(), refusal.message());
		}
		else if (length > this.settings.maxDatagram()) {
			this.fragmented.add(frame, outbound, length);
		}
		else if (!frame.has(FrameFlags.REQ_ACK) && this.small.sendNow(frame, length, now)) {
			outbound.transmitted();
		}
		else {
			this.small.add(frame, outbound, length);
		}
	}

	private @Nullable Refusal check(Frame frame, int length) {
		int payload = frame.payload().readableBytes();
		if (payload > this.settings.maxMessage()) {
			return new Refusal(SendFailure.TOO_LARGE, "The payload is %d bytes long, but the limit is %d bytes"
				.formatted(payload, this.settings.maxMessage()));
		}
		if (length > this.settings.maxDatagram() && !this.settings.allowFragments()) {
			return new Refusal(SendFailure.TOO_LARGE,
					"The frame is %d bytes long, but a datagram takes %d bytes and fragments are switched off"
						.formatted(length, this.settings.maxDatagram()));
		}
		if (frame.has(FrameFlags.REQ_ACK)) {
			String msgId = frame.header(HeaderNames.MSG_ID);
			if (msgId == null) {
				return new Refusal(SendFailure.INVALID, "A message that wants an ACK needs a msg-id");
			}
			if (this.sends.find(msgId) != null) {
				return new Refusal(SendFailure.INVALID,
						"A message with msg-id '%s' is under way already".formatted(msgId));
			}
		}
		while (this.sends.bytes() + length > this.settings.maxPending()) {
			if (!this.fragmented.endLingering()) {
				return this.sends.isEmpty() ? null
						: new Refusal(SendFailure.OVERLOADED,
								"%d bytes wait to be sent already, and no more than %d may"
									.formatted(this.sends.bytes(), this.settings.maxPending()));
			}
		}
		return null;
	}

	/**
	 * An ACK or ERR came in.
	 * @param frame the frame; not taken over
	 * @param now the time
	 * @return whether it answers something of this sender's
	 */
	public boolean answered(Frame frame, long now) {
		Headers headers = frame.headers();
		if (frame.type() == FrameType.ERR) {
			return refused(headers, now);
		}
		String msgId = headers.get(HeaderNames.MSG_ID);
		return (msgId != null) ? acknowledged(msgId, headers, now) : progressed(frame, now);
	}

	private boolean acknowledged(String msgId, Headers headers, long now) {
		OpenSend send = this.sends.find(msgId);
		if (send == null || !send.mayBeAcknowledged()) {
			return false;
		}
		boolean extended = headers.contains(HeaderNames.VX);
		boolean asked = this.fragmented.probe().isAskedBy(msgId);
		send.answered(now);
		if (asked) {
			this.effects.peerProved();
		}
		if (asked || extended) {
			this.fragmented.learn(extended ? Capability.EXTENDED : Capability.PART1, asked);
		}
		this.sends.acknowledged(send);
		return true;
	}

	private boolean progressed(Frame frame, long now) {
		FragmentedSend send = this.fragmented.ids().find(frame.headers().getNumber(HeaderNames.FRAG_ID));
		ProgressAck ack = (send != null && this.settings.extensions()) ? ProgressAck.of(frame) : null;
		if (ack == null || send == null || !send.progress(ack, now)) {
			return false;
		}
		if (FragmentIds.isUnguessable(ack.fragId())) {
			this.effects.peerProved();
			this.fragmented.learn(Capability.EXTENDED, true);
		}
		else {
			peerIsExtended();
		}
		return true;
	}

	private boolean refused(Headers error, long now) {
		String msgId = error.get(HeaderNames.MSG_ID);
		OpenSend send = (msgId != null) ? this.sends.find(msgId)
				: this.fragmented.ids().find(error.getNumber(HeaderNames.FRAG_ID));
		if (send == null || !send.mayBeRefused()) {
			return false;
		}
		if (!ErrorCode.OVERLOADED.code().equals(error.get(HeaderNames.CODE)) || !send.keepsTrying(error, now)) {
			this.sends.refused(send, error);
		}
		return true;
	}

	/**
	 * Says whether a message with REQ_ACK is still under way. So it may be after an ERR
	 * that was {@link #answered}: a peer without room for it is tried again.
	 * @param msgId its {@code msg-id}
	 * @return whether it has not ended
	 */
	public boolean isKept(String msgId) {
		return this.sends.find(msgId) != null;
	}

	/**
	 * The peer has shown by {@code vx} that it knows the extensions. Since anybody may
	 * have sent that, it is forgotten again if a message sent that way finds no echo.
	 */
	public void peerIsExtended() {
		this.small.peerRemembers();
		if (this.fragmented.capability() != Capability.EXTENDED) {
			this.fragmented.learn(Capability.EXTENDED, false);
		}
	}

	/**
	 * Sends what may be sent now. Called after all other calls, when the socket takes
	 * datagrams again, and when {@link #nextDeadline} is there.
	 * @param now the time
	 */
	public void transmitPending(long now) {
		this.now = now;
		this.transmitter.begin();
		TimerHeap timers = this.sends.timers();
		for (OpenSend send = timers.first(); send != null && send.deadline - now <= 0; send = timers.first()) {
			timers.remove(send);
			send.due(now);
		}
		this.small.transmit(now);
		this.fragmented.transmit(now);
		// The fragments may have had a question asked.
		this.small.transmit(now);
		if (this.transmitter.isBlocked() && now - blockedEnd() >= 0) {
			this.sends.failAll(SendFailure.NOT_ACKNOWLEDGED,
					"Nothing could be sent to the peer for %d ms".formatted(this.settings.stallTimeout() / 1_000_000));
		}
	}

	private long blockedEnd() {
		return this.transmitter.blockedSince() + this.settings.stallTimeout();
	}

	/**
	 * Returns when {@link #transmitPending} is to be called at the latest.
	 * @return the time, or {@link Long#MAX_VALUE} if nothing waits for one
	 */
	public long nextDeadline() {
		if (this.sends.isEmpty()) {
			return Long.MAX_VALUE;
		}
		if (this.transmitter.isExhausted()) {
			return this.now;
		}
		OpenSend first = this.sends.timers().first();
		long deadline = (first != null) ? first.deadline : Long.MAX_VALUE;
		if (this.transmitter.isBlocked()) {
			return Times.earlier(deadline, blockedEnd());
		}
		return this.shared.path().isPaced() ? Times.earlier(deadline, this.shared.path().pacer().nextTime()) : deadline;
	}

	/**
	 * Says whether nothing is under way or waiting.
	 * @return whether nothing is
	 */
	public boolean isIdle() {
		return this.sends.isEmpty();
	}

	/**
	 * Returns how many bytes wait or are under way: of payload, and of headers, so that
	 * empty messages count too.
	 * @return bytes
	 */
	public long pendingBytes() {
		return this.sends.bytes();
	}

	/**
	 * Ends all sends with {@link SendFailure#CLOSED}.
	 * @param reason for people
	 */
	public void close(String reason) {
		while (this.fragmented.endLingering()) {
			continue;
		}
		this.sends.failAll(SendFailure.CLOSED, reason);
	}

	private record Refusal(SendFailure failure, String message) {

	}

}
