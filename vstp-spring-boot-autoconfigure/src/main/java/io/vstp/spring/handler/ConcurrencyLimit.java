package io.vstp.spring.handler;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets so many calls of a handler run at a time, and keeps the others in the order in
 * which they came. The queue is bounded by what servers have in flight.
 */
final class ConcurrencyLimit {

	private final int max;

	private final Semaphore permits;

	private final Queue<Call> queue = new ConcurrentLinkedQueue<>();

	ConcurrencyLimit(int max) {
		this.max = max;
		this.permits = new Semaphore(max);
	}

	int max() {
		return this.max;
	}

	/**
	 * Runs a call, on this thread if there is room.
	 * @param call what to run
	 */
	void run(Call call) {
		this.queue.add(call);
		runNext(true);
	}

	// Who comes has a thread for one call: its own, or the one that another thread was
	// about to run when this one took its place.
	private void runNext(boolean threadToSpare) {
		boolean here = threadToSpare;
		while (!this.queue.isEmpty() && this.permits.tryAcquire()) {
			Call next = this.queue.poll();
			if (next == null) {
				this.permits.release();
			}
			else if (here) {
				here = false;
				next.run(new Permit(this));
			}
			else {
				runLater(next, new Permit(this));
			}
		}
	}

	private void runLater(Call call, Permit permit) {
		try {
			call.executor().execute(() -> call.run(permit));
		}
		catch (RejectedExecutionException ex) {
			call.rejected();
			// Who calls this goes on with the next one.
			this.permits.release();
		}
	}

	/**
	 * Something that may have to wait.
	 */
	interface Call {

		/**
		 * Begins.
		 * @param permit to be released at the end, on any thread
		 */
		void run(Permit permit);

		/**
		 * Returns what runs the call if it had to wait.
		 * @return an executor
		 */
		Executor executor();

		/**
		 * The executor has no room.
		 */
		void rejected();

	}

	/**
	 * A place among those that run.
	 */
	static final class Permit {

		private final ConcurrencyLimit limit;

		private final AtomicBoolean released = new AtomicBoolean();

		Permit(ConcurrencyLimit limit) {
			this.limit = limit;
		}

		/**
		 * Gives the place to the next; once only, however often this is called.
		 */
		void release() {
			if (this.released.compareAndSet(false, true)) {
				this.limit.permits.release();
				this.limit.runNext(false);
			}
		}

	}

}
