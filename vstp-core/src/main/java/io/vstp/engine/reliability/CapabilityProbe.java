package io.vstp.engine.reliability;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.netty.buffer.Unpooled;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Asks a peer whether it knows the extensions, for messages that cannot be sent without:
 * a PING that offers them, and whose ACK answers the offer.
 */
final class CapabilityProbe implements Outbound {

	private final Shared shared;

	private final SmallSends small;

	private final SenderEffects effects;

	private final Deque<FragmentedSend> waiting = new ArrayDeque<>();

	private @Nullable String msgId;

	CapabilityProbe(Shared shared, SmallSends small, SenderEffects effects) {
		this.shared = shared;
		this.small = small;
		this.effects = effects;
	}

	/**
	 * Has a message wait for the answer.
	 * @param send the message
	 */
	void await(FragmentedSend send) {
		this.waiting.add(send);
		if (this.msgId == null) {
			this.msgId = Long.toUnsignedString(this.effects.random());
			Frame ping = Frame.of(FrameType.PING, FrameFlags.REQ_ACK,
					Headers.of(HeaderNames.MSG_ID, this.msgId, HeaderNames.VX, "1"), Unpooled.EMPTY_BUFFER);
			this.small.add(ping, this, this.shared.transmitter().length(ping));
		}
	}

	boolean isAskedBy(String msgId) {
		return msgId.equals(this.msgId);
	}

	/**
	 * Ends asking, as the answer is known.
	 * @return the messages that have waited for it
	 */
	List<FragmentedSend> end() {
		OpenSend ping = this.shared.sends().find(this.msgId);
		if (ping != null) {
			this.shared.sends().end(ping);
		}
		return takeWaiting();
	}

	void remove(FragmentedSend send) {
		this.waiting.remove(send);
	}

	@Override
	public boolean isWanted() {
		List.copyOf(this.waiting).forEach(this.shared.sends()::endIfUnwanted);
		if (this.waiting.isEmpty()) {
			this.msgId = null;
		}
		return this.msgId != null;
	}

	@Override
	public void failed(SendFailure failure, String message) {
		takeWaiting().forEach((send) -> this.shared.sends()
			.failed(send, failure, "The peer was asked whether it takes so many fragments. " + message));
	}

	@Override
	public void refused(Headers error) {
		takeWaiting().forEach((send) -> this.shared.sends().refused(send, error));
	}

	private List<FragmentedSend> takeWaiting() {
		this.msgId = null;
		List<FragmentedSend> sends = List.copyOf(this.waiting);
		this.waiting.clear();
		return sends;
	}

}
