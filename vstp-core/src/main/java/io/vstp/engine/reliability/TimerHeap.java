package io.vstp.engine.reliability;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Sends by when something is to be done about them, the next one first. Times may run
 * over.
 */
final class TimerHeap {

	private @Nullable OpenSend[] heap = new @Nullable OpenSend[16];

	private int size;

	/**
	 * Returns the send that is next.
	 * @return the send, or {@code null} if none waits
	 */
	@Nullable OpenSend first() {
		return this.heap[0];
	}

	/**
	 * Puts a send in, or elsewhere if it is in.
	 * @param send the send
	 * @param deadline when it is to be looked at
	 */
	void schedule(OpenSend send, long deadline) {
		send.deadline = deadline;
		if (send.heapIndex < 0) {
			if (this.size == this.heap.length) {
				this.heap = Arrays.copyOf(this.heap, 2 * this.size);
			}
			send.heapIndex = this.size++;
			this.heap[send.heapIndex] = send;
		}
		up(send);
		down(send);
	}

	void remove(OpenSend send) {
		int index = send.heapIndex;
		if (index < 0) {
			return;
		}
		send.heapIndex = -1;
		OpenSend last = at(--this.size);
		this.heap[this.size] = null;
		if (last != send) {
			place(last, index);
			up(last);
			down(last);
		}
	}

	private void up(OpenSend send) {
		while (send.heapIndex > 0) {
			OpenSend parent = at((send.heapIndex - 1) / 2);
			if (parent.deadline - send.deadline <= 0) {
				return;
			}
			swap(send, parent);
		}
	}

	private void down(OpenSend send) {
		for (int child = 2 * send.heapIndex + 1; child < this.size; child = 2 * send.heapIndex + 1) {
			OpenSend smaller = at(child);
			if (child + 1 < this.size && at(child + 1).deadline - smaller.deadline < 0) {
				smaller = at(child + 1);
			}
			if (send.deadline - smaller.deadline <= 0) {
				return;
			}
			swap(send, smaller);
		}
	}

	private void swap(OpenSend one, OpenSend other) {
		int index = one.heapIndex;
		place(one, other.heapIndex);
		place(other, index);
	}

	private void place(OpenSend send, int index) {
		send.heapIndex = index;
		this.heap[index] = send;
	}

	private OpenSend at(int index) {
		OpenSend send = this.heap[index];
		if (send == null) {
			throw new IllegalStateException("Nothing is at " + index);
		}
		return send;
	}

}
