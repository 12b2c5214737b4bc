package io.vstp.transport.udp;

import io.vstp.engine.fragment.DropReason;
import io.vstp.engine.fragment.ReceiverEffects;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;

/**
 * Does what a session's receiver says; on the event loop.
 *
 * @param session the session
 */
record UdpReceiverEffects(UdpSession session) implements ReceiverEffects {

	@Override
	public void send(Frame ack) {
		this.session.transmit(ack);
	}

	@Override
	public void deliver(Frame message) {
		this.session.delivered(message);
	}

	@Override
	public void refuse(ErrorCode code, String message, Headers cause) {
		this.session.sendError(code, message, cause);
	}

	@Override
	public void dropped(DropReason reason) {
		this.session.dropped(reason);
	}

}
