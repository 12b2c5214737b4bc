package io.vstp.engine.reliability;

/**
 * An ordered list of numbers from a fixed range, each in it at most once, in which adding
 * and removing takes the same time wherever it happens. Lists may share their links as
 * long as no number is in two of them.
 */
final class IndexList {

	static final int NONE = -1;

	private final int[] next;

	private final int[] previous;

	private int first = NONE;

	private int last = NONE;

	private int size;

	/**
	 * Creates an empty list.
	 * @param next links of as many entries as there are numbers
	 * @param previous the same
	 */
	IndexList(int[] next, int[] previous) {
		this.next = next;
		this.previous = previous;
	}

	int first() {
		return this.first;
	}

	int last() {
		return this.last;
	}

	int size() {
		return this.size;
	}

	void append(int index) {
		this.previous[index] = this.last;
		this.next[index] = NONE;
		if (this.last == NONE) {
			this.first = index;
		}
		else {
			this.next[this.last] = index;
		}
		this.last = index;
		this.size++;
	}

	void remove(int index) {
		int before = this.previous[index];
		int after = this.next[index];
		if (before == NONE) {
			this.first = after;
		}
		else {
			this.next[before] = after;
		}
		if (after == NONE) {
			this.last = before;
		}
		else {
			this.previous[after] = before;
		}
		this.size--;
	}

}
