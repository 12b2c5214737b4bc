package io.vstp.spring.client;

import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

import io.vstp.frame.FrameTooLargeException;
import io.vstp.frame.VstpException;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpErrorException;
import io.vstp.transport.VstpOverloadedException;
import io.vstp.transport.VstpSession;
import io.vstp.transport.VstpTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * From what a session says to the outcome of a push.
 */
final class PushOutcomes {

	private PushOutcomes() {
	}

	/**
	 * Says why a session gets nothing now.
	 * @param session the session
	 * @return the outcome, or {@code null} if it may get something
	 */
	static @Nullable VstpPushOutcome refusal(VstpSession session) {
		if (!session.isOpen()) {
			return VstpPushOutcome.CLOSED;
		}
		if (!session.isGreeted()) {
			return VstpPushOutcome.NOT_GREETED;
		}
		return session.isWritable() ? null : VstpPushOutcome.OVERLOADED;
	}

	/**
	 * Says what an exception means.
	 * @param failure what a session threw, or completed a future with
	 * @return the outcome
	 * @throws RuntimeException the failure itself, if it is about the frame and not about
	 * the session
	 */
	static VstpPushOutcome of(Throwable failure) {
		if (failure instanceof CompletionException && failure.getCause() != null) {
			return of(failure.getCause());
		}
		if (failure instanceof VstpOverloadedException) {
			return VstpPushOutcome.OVERLOADED;
		}
		if (failure instanceof FrameTooLargeException) {
			return VstpPushOutcome.TOO_LARGE;
		}
		if (failure instanceof VstpErrorException) {
			return VstpPushOutcome.REFUSED;
		}
		if (failure instanceof VstpTimeoutException || failure instanceof TimeoutException) {
			return VstpPushOutcome.TIMED_OUT;
		}
		if (failure instanceof VstpConnectionException) {
			return VstpPushOutcome.CLOSED;
		}
		throw (failure instanceof RuntimeException runtime) ? runtime
				: new VstpException("The push failed: " + failure, failure);
	}

}
