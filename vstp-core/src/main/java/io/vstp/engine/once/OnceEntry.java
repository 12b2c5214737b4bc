package io.vstp.engine.once;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * A message that is known again.
 *
 * @param <W> who waits for what comes of it
 */
public final class OnceEntry<W> {

	final String id;

	final Deque<W> waiting = new ArrayDeque<>(2);

	boolean acknowledged;

	@Nullable OnceOutcome outcome;

	long doneAt;

	OnceEntry(String id) {
		this.id = id;
	}

}
