package io.vstp.engine.fragment;

/**
 * What the fragments of a message have in common.
 *
 * @param id their {@code frag-id}
 * @param total how many there are
 * @param vx whether they are those of the extensions
 */
record MessageKey(long id, int total, boolean vx) {

	/** How many newer messages may begin before a reused id stands for another one. */
	static final int MAX_OVERTAKEN = 128;

	/**
	 * Returns what tells messages apart.
	 * @return a number that no other id has
	 */
	long number() {
		return number(this.id, this.vx);
	}

	static long number(long id, boolean vx) {
		return (id << 1) | (vx ? 1 : 0);
	}

	/**
	 * Says whether the sender may soon use the id again, as those do that count to 255.
	 * @return whether it may
	 */
	boolean isReused() {
		return this.id <= FragmentPlan.MAX_PART1_NUMBER;
	}

}
