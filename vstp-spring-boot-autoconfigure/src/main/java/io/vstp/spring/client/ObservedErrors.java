package io.vstp.spring.client;

import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.FrameTooLargeException;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpErrorException;
import io.vstp.transport.VstpOverloadedException;
import io.vstp.transport.VstpTimeoutException;
import io.vstp.transport.VstpUnreachableException;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong, in words of which there are few.
 */
final class ObservedErrors {

	static final String NONE = "none";

	static final String OTHER = "other";

	private ObservedErrors() {
	}

	/**
	 * Names a failure.
	 * @param failure what a call ended with, or {@code null}
	 * @return the code of a peer's error, or a word for one of this end
	 */
	static String of(@Nullable Throwable failure) {
		if (failure == null) {
			return NONE;
		}
		if (failure instanceof VstpErrorException error) {
			ErrorCode code = error.code();
			return (code != null) ? code.code() : OTHER;
		}
		if (failure instanceof VstpTimeoutException || failure instanceof TimeoutException) {
			return "timeout";
		}
		if (failure instanceof VstpOverloadedException) {
			return "client-overloaded";
		}
		if (failure instanceof CancellationException) {
			return "cancelled";
		}
		if (failure instanceof FrameTooLargeException) {
			return ErrorCode.TOO_LARGE.code();
		}
		return ofConnection(failure);
	}

	private static String ofConnection(Throwable failure) {
		if (failure instanceof VstpUnreachableException) {
			return "unreachable";
		}
		return (failure instanceof VstpConnectionException) ? "connection-lost" : OTHER;
	}

	/**
	 * Names the result of a push.
	 * @param result what became of it
	 * @return {@code none}, the outcome where it is the same for all sessions, or
	 * {@code partial}
	 */
	static String of(VstpPushResult result) {
		if (result.succeeded() == result.total()) {
			return NONE;
		}
		for (VstpPushOutcome outcome : VstpPushOutcome.values()) {
			if (result.count(outcome) == result.total()) {
				return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
			}
		}
		return "partial";
	}

}
