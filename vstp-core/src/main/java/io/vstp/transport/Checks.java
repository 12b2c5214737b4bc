package io.vstp.transport;

import java.time.Duration;

/**
 * Checks of option values; the messages name the option, what is expected and what came.
 */
public final class Checks {

	private Checks() {
	}

	/**
	 * Checks that a number is above 0.
	 * @param name of the option
	 * @param value its value
	 * @return the value
	 * @throws IllegalArgumentException if it is not
	 */
	public static int positive(String name, int value) {
		return Math.toIntExact(positive(name, (long) value));
	}

	/**
	 * Checks that a number is above 0.
	 * @param name of the option
	 * @param value its value
	 * @return the value
	 * @throws IllegalArgumentException if it is not
	 */
	public static long positive(String name, long value) {
		if (value <= 0) {
			throw new IllegalArgumentException("%s must be above 0, but is %d".formatted(name, value));
		}
		return value;
	}

	/**
	 * Checks that a duration is above 0.
	 * @param name of the option
	 * @param value its value
	 * @return the value
	 * @throws IllegalArgumentException if it is not
	 */
	public static Duration positive(String name, Duration value) {
		if (value.isZero() || value.isNegative()) {
			throw new IllegalArgumentException("%s must be above 0, but is %s".formatted(name, value));
		}
		return value;
	}

	/**
	 * Checks that a duration is 0 or more.
	 * @param name of the option
	 * @param value its value
	 * @return the value
	 * @throws IllegalArgumentException if it is not
	 */
	public static Duration notNegative(String name, Duration value) {
		if (value.isNegative()) {
			throw new IllegalArgumentException("%s must not be negative, but is %s".formatted(name, value));
		}
		return value;
	}

	/**
	 * Checks that a number is 0 or more.
	 * @param name of the option
	 * @param value its value
	 * @return the value
	 * @throws IllegalArgumentException if it is not
	 */
	public static int notNegative(String name, int value) {
		return range(name, value, 0, Integer.MAX_VALUE);
	}

	/**
	 * Checks that a number is within bounds.
	 * @param name of the option
	 * @param value its value
	 * @param min the least it may be
	 * @param max the most it may be
	 * @return the value
	 * @throws IllegalArgumentException if it is not
	 */
	public static int range(String name, int value, int min, int max) {
		if (value < min || value > max) {
			throw new IllegalArgumentException("%s must be %d to %d, but is %d".formatted(name, min, max, value));
		}
		return value;
	}

	/**
	 * Checks that a number is a part of a whole.
	 * @param name of the option
	 * @param value its value
	 * @return the value
	 * @throws IllegalArgumentException if it is not 0 to 1
	 */
	public static double share(String name, double value) {
		if (!(value >= 0 && value <= 1)) {
			throw new IllegalArgumentException("%s must be 0 to 1, but is %s".formatted(name, value));
		}
		return value;
	}

}
