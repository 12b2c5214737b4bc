package io.vstp.transport.udp;

import io.vstp.engine.fragment.DropReason;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.FrameTooLargeException;
import io.vstp.frame.Headers;
import io.vstp.transport.Submission;

/**
 * Tells a requester that its reply does not fit.
 *
 * @param session by which the reply is sent
 * @param request the headers of what it answers
 */
record ReplySubmission(UdpSession session, Headers request) implements Submission {

	@Override
	public boolean isWanted() {
		return true;
	}

	@Override
	public boolean waitsForWrite() {
		return false;
	}

	@Override
	public void written() {
		// Nobody waits for it.
	}

	@Override
	public void failed(Throwable failure) {
		if (failure instanceof FrameTooLargeException) {
			this.session.sendError(ErrorCode.HANDLER_FAILED.code(), "The reply cannot be sent: " + failure.getMessage(),
					Headers.EMPTY, this.request);
		}
		else if (this.session.isOpen()) {
			this.session.dropped(DropReason.ABANDONED);
		}
	}

}
