package io.vstp.transport.udp;

import io.vstp.engine.fragment.DropReason;
import io.vstp.engine.reliability.Outbound;
import io.vstp.engine.reliability.SendFailure;
import io.vstp.frame.FrameTooLargeException;
import io.vstp.frame.Headers;
import io.vstp.transport.Submission;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpErrorException;
import io.vstp.transport.VstpOverloadedException;
import io.vstp.transport.VstpTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tells who submitted a frame what became of it.
 *
 * @param session by which it is sent
 * @param submission who submitted it, or {@code null} if nobody wants to know
 */
record SubmittedMessage(UdpSession session, @Nullable Submission submission) implements Outbound {

	@Override
	public boolean isWanted() {
		return this.submission == null || this.submission.isWanted();
	}

	@Override
	public void transmitted() {
		if (this.submission != null && this.submission.waitsForWrite()) {
			this.submission.written();
		}
	}

	@Override
	public void retransmitted() {
		if (this.submission != null) {
			this.submission.retransmitted();
		}
	}

	@Override
	public void failed(SendFailure failure, String message) {
		if (this.submission != null) {
			this.submission.failed(exception(failure, message));
		}
		else if (failure != SendFailure.CLOSED) {
			this.session.dropped(DropReason.ABANDONED);
		}
	}

	@Override
	public void refused(Headers error) {
		if (this.submission != null) {
			this.submission.failed(VstpErrorException.of(this.session.remoteAddress().toString(), error));
		}
	}

	private static RuntimeException exception(SendFailure failure, String message) {
		return switch (failure) {
			case NOT_ACKNOWLEDGED -> new VstpTimeoutException(message);
			case TOO_LARGE, NEEDS_EXTENSION -> new FrameTooLargeException(message);
			case OVERLOADED -> new VstpOverloadedException(message);
			case INVALID -> new IllegalStateException(message);
			case REFUSED, CLOSED -> new VstpConnectionException(message);
		};
	}

}
