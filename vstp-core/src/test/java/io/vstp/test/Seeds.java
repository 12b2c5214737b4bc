package io.vstp.test;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Seeds for tests that roll dice: the same in each run, and printed. {@code -Dvstp.seed}
 * has them begin somewhere else.
 */
public final class Seeds {

	private static final AtomicLong next = new AtomicLong(Long.getLong("vstp.seed", 1));

	private Seeds() {
	}

	/**
	 * Returns a seed that no other test of this run has.
	 * @return the seed, which was printed
	 */
	public static long next() {
		long seed = next.getAndIncrement();
		System.out.println("Seed " + seed);
		return seed;
	}

}
