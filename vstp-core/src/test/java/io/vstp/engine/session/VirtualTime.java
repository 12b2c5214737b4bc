package io.vstp.engine.session;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A clock that moves when it is told to, and what is to happen at which time.
 */
final class VirtualTime {

	private final PriorityQueue<Task> tasks = new PriorityQueue<>(
			Comparator.comparingLong(Task::time).thenComparingLong(Task::order));

	private final long start;

	private long elapsed;

	private long order;

	VirtualTime(long start) {
		this.start = start;
	}

	static long millis(long millis) {
		return millis * 1_000_000;
	}

	long now() {
		return this.start + this.elapsed;
	}

	void in(long nanos, Runnable action) {
		this.tasks.add(new Task(this.elapsed + nanos, this.order++, action));
	}

	void every(long nanos, Runnable action) {
		in(nanos, () -> {
			action.run();
			every(nanos, action);
		});
	}

	void advance(long nanos) {
		long end = this.elapsed + nanos;
		while (!this.tasks.isEmpty() && this.tasks.element().time() <= end) {
			Task task = this.tasks.remove();
			this.elapsed = task.time();
			task.action().run();
		}
		this.elapsed = end;
	}

	private record Task(long time, long order, Runnable action) {

	}

}
