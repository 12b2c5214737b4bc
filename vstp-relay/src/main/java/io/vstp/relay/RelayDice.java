package io.vstp.relay;

/**
 * The dice of one direction of a relay: SplitMix64, begun anew for each datagram, so that
 * what falls for one does not depend on how often they were rolled for those before it.
 */
final class RelayDice {

	private static final long GAMMA = 0x9E3779B97F4A7C15L;

	private final long seed;

	private long datagrams;

	private long state;

	RelayDice(long seed) {
		this.seed = mix(seed);
	}

	void nextDatagram() {
		this.state = mix(this.seed + ++this.datagrams * GAMMA);
	}

	boolean falls(double rate) {
		return next() < rate;
	}

	int below(int bound) {
		return (int) (next() * bound);
	}

	/**
	 * Rolls.
	 * @return 0 to 1, exclusive
	 */
	double next() {
		this.state += GAMMA;
		return (mix(this.state) >>> 11) * 0x1p-53;
	}

	private static long mix(long value) {
		long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
		mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
		return mixed ^ (mixed >>> 31);
	}

}
