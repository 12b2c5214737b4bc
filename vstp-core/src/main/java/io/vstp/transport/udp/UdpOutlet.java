package io.vstp.transport.udp;

import io.vstp.engine.fragment.DropReason;
import io.vstp.engine.guard.AmplificationLimit;
import io.vstp.frame.AnswerFrames;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;

/**
 * The way out of a session: one datagram a frame, and no more of them than the peer may
 * get. For the event loop.
 */
final class UdpOutlet {

	private final UdpSession session;

	private final UdpPort port;

	private final AmplificationLimit limit;

	UdpOutlet(UdpSession session, boolean validated) {
		this.session = session;
		this.port = session.port();
		this.limit = new AmplificationLimit(this.port.amplificationFactor(), validated);
	}

	/**
	 * A datagram came from the peer.
	 * @param length its length in bytes
	 */
	void received(int length) {
		this.limit.received(length);
	}

	/**
	 * Sends a frame as one datagram.
	 * @param frame the frame; taken over
	 */
	void transmit(Frame frame) {
		Frame stamped = this.session.validation().stamp(frame, System.nanoTime());
		int length = this.port.writer().length(stamped);
		if (!this.limit.allows(length)) {
			// Rather without the token than not at all.
			stamped = frame;
			length = this.port.writer().length(frame);
		}
		if (!this.limit.allows(length)) {
			frame.release();
			this.session.dropped(DropReason.NOT_VALIDATED);
			return;
		}
		this.limit.sent(length);
		this.session.counts().sent(length);
		this.port.config().observer().frameSent(this.port.config().side(), Transport.UDP, stamped.type(), length);
		this.port.writer().write(stamped, length, this.session.remoteAddress());
	}

	/**
	 * Sends an ERR frame, or keeps it until it may be sent.
	 * @param code what is wrong
	 * @param message what is wrong, for people
	 * @param details further headers, left out where the datagram would be too long
	 * @param cause the headers of the frame that it answers
	 */
	void sendError(String code, String message, Headers details, Headers cause) {
		boolean client = this.port.config().side() == Side.CLIENT;
		boolean known = client ? this.session.isGreeted() : isValidated();
		if (!known && !this.session.isExtended()) {
			return;
		}
		this.port.config().observer().errorSent(this.port.config().side(), Transport.UDP, ErrorCode.ofOwn(code));
		Frame error = AnswerFrames.error(code, message, details, cause);
		if (this.port.writer().length(error) > this.port.settings().sender().maxDatagram()) {
			error = AnswerFrames.error(code, message, Headers.EMPTY, cause);
		}
		if (client || isValidated()) {
			this.session.write(error);
			return;
		}
		if (!this.session.validation().tryHold(error, null)) {
			error.release();
			this.session.dropped(DropReason.NOT_VALIDATED);
		}
		this.session.pump();
	}

	/**
	 * Says whether a datagram may be sent, and the socket takes it.
	 * @param length its length in bytes
	 * @return whether it may
	 */
	boolean maySend(int length) {
		return this.limit.allows(length) && this.port.channel().isWritable();
	}

	/**
	 * Says whether a frame may be sent now. What has to be sent again, or is longer than
	 * the peer may get, waits until its address is known to be its own: kept for
	 * everybody, it would be memory for strangers to use up.
	 * @param frame the frame
	 * @return whether it may
	 */
	boolean maySendNow(Frame frame) {
		return this.limit.isValidated()
				|| (!frame.has(FrameFlags.REQ_ACK) && this.limit.allows(this.port.writer().length(frame)));
	}

	/**
	 * The peer's address is known to be its own.
	 */
	void validate() {
		this.limit.validate();
	}

	boolean isValidated() {
		return this.limit.isValidated();
	}

}
