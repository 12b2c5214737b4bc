package io.vstp.engine.reliability;

import java.util.Arrays;

/**
 * The highest rate of the last ten round trips.
 */
final class HighestRate {

	/** How many round trips a rate is remembered. */
	static final int ROUNDS = 10;

	private final double[] rates = new double[ROUNDS];

	private int round;

	private double highest;

	/** A round trip begins. */
	void nextRound() {
		this.round = (this.round + 1) % ROUNDS;
		this.rates[this.round] = 0;
		update();
	}

	/**
	 * A rate was measured.
	 * @param rate the rate
	 */
	void add(double rate) {
		this.rates[this.round] = Math.max(this.rates[this.round], rate);
		this.highest = Math.max(this.highest, rate);
	}

	/**
	 * Forgets what was measured, and takes a rate instead.
	 * @param rate the rate, or 0 if none is known
	 */
	void restart(double rate) {
		Arrays.fill(this.rates, 0);
		this.rates[this.round] = rate;
		this.highest = rate;
	}

	// Where nothing was measured for so long, the sender was the limit, and the last that
	// is known stays.
	private void update() {
		double found = 0;
		for (double rate : this.rates) {
			found = Math.max(found, rate);
		}
		if (found > 0) {
			this.highest = found;
		}
	}

	/**
	 * Returns the highest rate.
	 * @return the rate, or 0 if none was measured
	 */
	double get() {
		return this.highest;
	}

}
