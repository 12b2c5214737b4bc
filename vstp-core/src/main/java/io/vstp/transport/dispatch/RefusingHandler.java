package io.vstp.transport.dispatch;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Transport;
import io.vstp.transport.Exchange;
import io.vstp.transport.FrameHandler;

/**
 * Answers frames with ERR.
 *
 * @param code why they are refused
 * @param message why they are refused, for people
 */
record RefusingHandler(ErrorCode code, String message) implements FrameHandler {

	@Override
	public void handle(Exchange exchange) {
		exchange.fail(this.code, this.message);
	}

	@Override
	public boolean accepts(Frame frame, Transport transport) {
		return false;
	}

}
