package io.vstp.transport.udp;

import io.vstp.engine.fragment.DropReason;
import io.vstp.engine.fragment.MessageReceiver;
import io.vstp.engine.fragment.ReassemblyOutcome;
import io.vstp.engine.fragment.ReceiverEffects;
import io.vstp.engine.reliability.MessageSender;
import io.vstp.engine.session.SessionEngine;
import io.vstp.frame.AnswerFrames;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import io.vstp.transport.dispatch.SessionConfig;
import org.jspecify.annotations.Nullable;

/**
 * The way of what comes in by datagrams: answers to the sender, all else to the receiver,
 * and what is whole to the session's engine. For the event loop.
 */
final class UdpInbound implements ReceiverEffects {

	private final UdpSession session;

	private final SessionConfig config;

	private final SessionEngine engine;

	private final MessageSender sender;

	private final MessageReceiver receiver;

	UdpInbound(UdpSession session, SessionEngine engine, MessageSender sender) {
		UdpPort port = session.port();
		this.session = session;
		this.config = port.config();
		this.engine = engine;
		this.sender = sender;
		this.receiver = new MessageReceiver(port.settings().receiver(), port.budget(), port.channel().alloc(), this);
	}

	MessageReceiver receiver() {
		return this.receiver;
	}

	/**
	 * A datagram came in.
	 * @param frame what it holds; taken over
	 * @param crc its CRC
	 * @param length its length in bytes
	 * @param now the time
	 */
	void received(Frame frame, int crc, int length, long now) {
		this.engine.heard(now);
		this.session.counts().received(length);
		this.config.observer().frameReceived(this.config.side(), Transport.UDP, frame.type(), length);
		switch (frame.type()) {
			case ACK, ERR -> answered(frame, now);
			case PING -> pinged(frame, crc, now);
			default -> this.receiver.received(this.session.port().compact(frame), crc, now);
		}
	}

	// There is no harm in answering a probe twice, so it is not remembered.
	private void pinged(Frame ping, int crc, long now) {
		Headers headers = ping.headers();
		boolean probe = ping.has(FrameFlags.REQ_ACK) && headers.contains(HeaderNames.X_AUTO_PROBE)
				&& headers.contains(HeaderNames.MSG_ID) && !headers.contains(HeaderNames.FRAG_ID);
		if (!probe) {
			this.receiver.received(this.session.port().compact(ping), crc, now);
			return;
		}
		HeadersBuilder ack = AnswerFrames.ack(headers).headers().toBuilder();
		if (headers.contains(HeaderNames.VX) && this.session.port().settings().extensions()) {
			ack.add(HeaderNames.VX, "1").copy(HeaderNames.ONCE_SERVER, this.engine.introduction());
		}
		ping.release();
		send(Frame.of(FrameType.ACK, ack.build()));
	}

	private void answered(Frame frame, long now) {
		String msgId = frame.header(HeaderNames.MSG_ID);
		boolean ours = this.sender.answered(frame, now);
		if (ours && msgId != null && UdpPort.isUnique(msgId)) {
			this.session.validated();
		}
		if (ours && frame.headers().contains(HeaderNames.ONCE_SERVER)) {
			this.session.toldOnceServer(frame.header(HeaderNames.ONCE_SERVER));
		}
		boolean kept = frame.type() == FrameType.ERR && msgId != null && this.sender.isKept(msgId);
		if (!kept && isAboutCall(frame, msgId)) {
			this.engine.received(frame, now);
			return;
		}
		if (frame.type() == FrameType.ERR) {
			ErrorCode code = ErrorCode.ofCode(frame.header(HeaderNames.CODE));
			this.config.observer().errorReceived(this.config.side(), Transport.UDP, code);
		}
		frame.release();
	}

	// The others are about fragments and addresses, and not about the oldest call, as one
	// without an id would be over TCP.
	private static boolean isAboutCall(Frame frame, @Nullable String msgId) {
		Headers headers = frame.headers();
		return msgId != null || headers.contains(HeaderNames.CORRELATION_ID)
				|| (frame.type() == FrameType.ACK && !headers.contains(HeaderNames.VX));
	}

	@Override
	public void deliver(Frame message) {
		Headers headers = message.headers();
		if (this.config.side() == Side.SERVER && headers.contains(HeaderNames.VX_REPLY)) {
			// Somebody has sent to another server in this one's name.
			message.release();
			dropped(DropReason.MALFORMED);
			return;
		}
		boolean asks = message.has(FrameFlags.REQ_ACK);
		if (asks && message.type() == FrameType.PING) {
			this.receiver.acknowledge(headers);
			message.release();
			return;
		}
		if (asks && this.config.side() == Side.CLIENT && headers.contains(HeaderNames.CORRELATION_ID)) {
			this.receiver.acknowledge(headers);
		}
		this.engine.received(message, System.nanoTime());
	}

	@Override
	public void send(Frame ack) {
		this.session.outlet().transmit(ack);
	}

	@Override
	public void refuse(ErrorCode code, String message, Headers cause) {
		this.session.sendError(code.code(), message, Headers.EMPTY, cause);
	}

	@Override
	public void failedBefore(String code, Headers cause) {
		this.session.sendError(code, "The message was handled before, and failed", Headers.EMPTY, cause);
	}

	@Override
	public void dropped(DropReason reason) {
		this.session.dropped(reason);
	}

	@Override
	public void repeated() {
		this.config.observer().duplicateSuppressed(this.config.side(), Transport.UDP);
	}

	@Override
	public void reassemblyStarted() {
		this.config.observer().reassemblyStarted(this.config.side());
	}

	@Override
	public void reassemblyEnded(ReassemblyOutcome outcome) {
		this.config.observer().reassemblyEnded(this.config.side(), outcome);
	}

}
