package io.vstp.spring.client;

import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Watches one call or push. None of the methods throws.
 */
public interface CallObservation {

	/**
	 * Returns the headers to send.
	 * @param headers those of the frame
	 * @return those, and what tells the receiver of the observation
	 */
	default Headers headers(Headers headers) {
		return headers;
	}

	/**
	 * This thread begins to work for the call.
	 */
	default void enter() {
	}

	/**
	 * This thread, which has begun to, no longer works for the call.
	 */
	default void leave() {
	}

	/**
	 * An attempt has failed, and there is to be another one. On any thread.
	 */
	default void retry() {
	}

	/**
	 * The result is known. Called once, on any thread.
	 * @param error what is wrong, in one of few words; {@code none} if all went well
	 * @param cause what was thrown, if anything was
	 * @param sessions to how many sessions a push went
	 */
	void stop(String error, @Nullable Throwable cause, int sessions);

}
