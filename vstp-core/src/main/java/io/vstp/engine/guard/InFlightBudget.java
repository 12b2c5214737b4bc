package io.vstp.engine.guard;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of all sessions together may be in flight, in frames and in bytes. Who gets no
 * room waits in line. Safe for use by several threads, without a lock.
 */
public final class InFlightBudget {

	private final long maxFrames;

	private final long maxBytes;

	private final AtomicLong frames = new AtomicLong();

	private final AtomicLong bytes = new AtomicLong();

	private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

	/**
	 * Creates a budget.
	 * @param maxFrames how many frames
	 * @param maxBytes how many bytes; a single frame may have more
	 */
	public InFlightBudget(long maxFrames, long maxBytes) {
		this.maxFrames = maxFrames;
		this.maxBytes = maxBytes;
	}

	/**
	 * Takes room for a frame.
	 * @param length how many bytes it counts for
	 * @return whether there is room
	 */
	public boolean tryAcquire(int length) {
		long before = this.frames.getAndIncrement();
		if (before < this.maxFrames) {
			if (this.bytes.addAndGet(length) <= this.maxBytes || before == 0) {
				return true;
			}
			this.bytes.addAndGet(-length);
		}
		this.frames.decrementAndGet();
		return false;
	}

	/**
	 * Takes room for a frame, or calls back when it may be tried again.
	 * @param length how many bytes it counts for
	 * @param retry is called once, by whoever gives room back, if there is no room now
	 * @return whether there is room
	 */
	public boolean tryAcquire(int length, Runnable retry) {
		if (tryAcquire(length)) {
			return true;
		}
		this.waiting.add(retry);
		// Room may have been given back in between, with nobody in line to be told.
		if (tryAcquire(length)) {
			if (this.waiting.remove(retry)) {
				return true;
			}
			release(length);
		}
		return false;
	}

	/**
	 * Gives room back.
	 * @param length how many bytes the frame counts for
	 */
	public void release(int length) {
		this.bytes.addAndGet(-length);
		this.frames.decrementAndGet();
		callNext();
	}

	/**
	 * Calls who is next in line. Whoever was called and is not in line again does this:
	 * there may be room for more than one, or it had no use for the room any more.
	 */
	public void callNext() {
		Runnable next = this.waiting.poll();
		if (next != null) {
			next.run();
		}
	}

	/**
	 * Takes somebody out of the line.
	 * @param retry what it waits with
	 */
	public void cancel(Runnable retry) {
		this.waiting.remove(retry);
	}

	/**
	 * Returns how many frames are in flight.
	 * @return the number
	 */
	public long frames() {
		return this.frames.get();
	}

	/**
	 * Returns how many bytes are in flight.
	 * @return bytes
	 */
	public long bytes() {
		return this.bytes.get();
	}

}
