package io.vstp.spring.client;

import java.util.function.Predicate;

import io.vstp.transport.VstpPeerOverloadedException;
import io.vstp.transport.VstpShuttingDownException;
import io.vstp.transport.VstpUnreachableException;

import org.springframework.core.retry.RetryPolicy;

/**
 * Which calls may be made again without harm.
 */
public final class VstpRetry {

	private VstpRetry() {
	}

	/**
	 * Says whether the frame of a failed call was certainly not handled, and the reason
	 * may pass: nothing was sent because there was no connection, or the server answered
	 * {@code overloaded} or {@code shutting-down}. To repeat such a call leaves it at
	 * being handled once at the most.
	 * @param failure why the call failed
	 * @return whether it was not handled
	 */
	public static boolean isUnhandled(Throwable failure) {
		return failure instanceof VstpUnreachableException || failure instanceof VstpPeerOverloadedException
				|| failure instanceof VstpShuttingDownException;
	}

	/**
	 * Returns a builder of policies that repeat those calls only for which
	 * {@link #isUnhandled} holds. Spring's own {@link RetryPolicy#builder()} repeats all
	 * that fail: then the server may handle a frame more than once.
	 * @return the builder, with its defaults for retries and delays. Its
	 * {@link RetryPolicy.Builder#predicate} narrows this further
	 */
	public static RetryPolicy.Builder unhandled() {
		Predicate<Throwable> unhandled = VstpRetry::isUnhandled;
		return RetryPolicy.builder().predicate(unhandled);
	}

}
