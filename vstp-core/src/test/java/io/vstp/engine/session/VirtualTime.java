package io.vstp.engine.session;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * A clock that moves when it is told to, and what is to happen at which time.
 */
public final class VirtualTime {

	private final PriorityQueue<Task> tasks = new PriorityQueue<>(
			Comparator.comparingLong(Task::time).thenComparingLong(Task::order));

	private final long start;

	private long elapsed;

	private long order;

	public VirtualTime(long start) {
		this.start = start;
	}

	public static long millis(long millis) {
		return millis * 1_000_000;
	}

	public long now() {
		return this.start + this.elapsed;
	}

	public void in(long nanos, Runnable action) {
		this.tasks.add(new Task(this.elapsed + nanos, this.order++, action));
	}

	public void every(long nanos, Runnable action) {
		in(nanos, () -> {
			action.run();
			every(nanos, action);
		});
	}

	/**
	 * Lets time pass until a condition holds.
	 * @param nanos how long at the most
	 * @param condition asked after each thing that happens
	 * @return whether it holds
	 */
	public boolean advanceUntil(long nanos, BooleanSupplier condition) {
		long end = this.elapsed + nanos;
		while (!condition.getAsBoolean()) {
			if (this.tasks.isEmpty() || this.tasks.element().time() > end) {
				this.elapsed = end;
				return condition.getAsBoolean();
			}
			runNext();
		}
		return true;
	}

	public void advance(long nanos) {
		long end = this.elapsed + nanos;
		while (!this.tasks.isEmpty() && this.tasks.element().time() <= end) {
			runNext();
		}
		this.elapsed = end;
	}

	private void runNext() {
		Task task = this.tasks.remove();
		this.elapsed = task.time();
		task.action().run();
	}

	private record Task(long time, long order, Runnable action) {

	}

}
