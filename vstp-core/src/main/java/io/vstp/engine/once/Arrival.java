package io.vstp.engine.once;

import org.jspecify.annotations.Nullable;

/**
 * What is to be done with a message that has come.
 *
 * @param <W> who waits for what comes of a message
 * @param step what is to be done
 * @param entry the message, where it is to be handled
 * @param outcome what came of it, where that is known
 * @param displaced who has waited for the longest, and has to make room, or {@code null}
 */
public record Arrival<W>(Step step, @Nullable OnceEntry<W> entry, @Nullable OnceOutcome outcome,
		@Nullable W displaced) {

	/**
	 * What is to be done.
	 */
	public enum Step {

		/** It is there for the first time: to be handled. */
		HANDLE,

		/** It is being handled and not acknowledged yet; who brought it waits. */
		WAIT,

		/** It is being handled and was acknowledged; who brought it waits. */
		ACKNOWLEDGE_AND_WAIT,

		/** It was handled: the outcome answers it. */
		ANSWER

	}

}
