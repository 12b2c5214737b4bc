package io.vstp.test;

import java.util.Random;
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

	/**
	 * Returns dice that differ for seeds that are neighbours, which those of
	 * {@link Random} do little: the first bit of a thousand such seeds is the same.
	 * @param seed a seed
	 * @return the dice
	 */
	public static Random random(long seed) {
		// the finalizer of SplitMix64
		long mixed = (seed ^ (seed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
		mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
		return new Random(mixed ^ (mixed >>> 31));
	}

}
