package io.vstp.spring.handler;

import io.vstp.frame.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Watches one call of a handler. Used by one thread at a time. None of the methods
 * throws.
 */
public interface HandlerObservation {

	/**
	 * This thread begins to work for the call.
	 */
	void enter();

	/**
	 * This thread no longer works for the call. Does nothing where it did not.
	 */
	void leave();

	/**
	 * Has a publisher that the handler returned know the observation.
	 * @param publisher a {@code Publisher} of Reactive Streams
	 * @return a {@code Publisher} in its place
	 */
	Object observed(Object publisher);

	/**
	 * It is known what the peer is told. Called once.
	 * @param error what is wrong, or {@code null} if all went well
	 * @param cause what was thrown, if anything was
	 * @param nanos how long the handler took
	 */
	void stop(@Nullable ErrorCode error, @Nullable Throwable cause, long nanos);

}
