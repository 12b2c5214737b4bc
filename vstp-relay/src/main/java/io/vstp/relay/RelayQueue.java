package io.vstp.relay;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

import org.jspecify.annotations.Nullable;

/**
 * The datagrams that wait in one direction of a relay, some for their time, some to be
 * overtaken first. Bounded by their bytes.
 */
final class RelayQueue {

	private final PriorityQueue<Waiting> delayed = new PriorityQueue<>(
			Comparator.comparingLong((Waiting waiting) -> waiting.due).thenComparingLong((waiting) -> waiting.order));

	private final List<Waiting> held = new ArrayList<>();

	private final long maxBytes;

	private long bytes;

	private long order;

	RelayQueue(long maxBytes) {
		this.maxBytes = maxBytes;
	}

	/**
	 * Copies a datagram to wait.
	 * @param datagram what is read to its end
	 * @param exit where it goes
	 * @param delay nanoseconds that it takes, besides being held
	 * @return the copy, to be held or delayed, or {@code null} if there is no room
	 */
	@Nullable Waiting copy(ByteBuffer datagram, RelayExit exit, long delay) {
		if (this.bytes + datagram.remaining() > this.maxBytes) {
			return null;
		}
		byte[] content = new byte[datagram.remaining()];
		datagram.get(content);
		this.bytes += content.length;
		return new Waiting(ByteBuffer.wrap(content), exit, delay, this.order++);
	}

	void hold(Waiting waiting, int overtakers, long due) {
		waiting.due = due;
		waiting.overtakers = overtakers;
		this.held.add(waiting);
	}

	void delay(Waiting waiting, long due) {
		waiting.due = due;
		this.delayed.add(waiting);
	}

	/**
	 * Notes that one more datagram has come after those that are held.
	 */
	void overtake() {
		for (int i = 0; i < this.held.size(); i++) {
			this.held.get(i).overtakers--;
		}
	}

	/**
	 * Takes out a datagram that was overtaken, or held for long enough.
	 * @param now the time
	 * @return one, or {@code null} if there is none
	 */
	@Nullable Waiting pollHeld(long now) {
		for (int i = 0; i < this.held.size(); i++) {
			Waiting waiting = this.held.get(i);
			if (waiting.overtakers <= 0 || waiting.due - now <= 0) {
				return this.held.remove(i);
			}
		}
		return null;
	}

	/**
	 * Takes out a datagram whose time has come.
	 * @param now the time
	 * @return the earliest, or {@code null} if there is none
	 */
	@Nullable Waiting pollDelayed(long now) {
		Waiting first = this.delayed.peek();
		return (first != null && first.due - now <= 0) ? this.delayed.poll() : null;
	}

	/**
	 * Notes that a datagram waits no longer.
	 * @param waiting what was taken out
	 */
	void leave(Waiting waiting) {
		this.bytes -= waiting.content.limit();
	}

	boolean isEmpty() {
		return this.delayed.isEmpty() && this.held.isEmpty();
	}

	/**
	 * Returns when something has to be done, unless a datagram comes before.
	 * @param now the time
	 * @return nanoseconds from now, or {@link Long#MAX_VALUE}
	 */
	long nanosToWait(long now) {
		Waiting first = this.delayed.peek();
		long nanos = (first != null) ? first.due - now : Long.MAX_VALUE;
		for (int i = 0; i < this.held.size(); i++) {
			nanos = Math.min(nanos, this.held.get(i).due - now);
		}
		return nanos;
	}

	/**
	 * A datagram that waits.
	 */
	static final class Waiting {

		private final ByteBuffer content;

		private final RelayExit exit;

		private final long delay;

		private final long order;

		private long due;

		private int overtakers;

		private Waiting(ByteBuffer content, RelayExit exit, long delay, long order) {
			this.content = content;
			this.exit = exit;
			this.delay = delay;
			this.order = order;
		}

		ByteBuffer content() {
			return this.content;
		}

		RelayExit exit() {
			return this.exit;
		}

		long delay() {
			return this.delay;
		}

	}

}
