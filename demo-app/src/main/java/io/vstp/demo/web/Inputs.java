package io.vstp.demo.web;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Checks input.
 */
public final class Inputs {

	private Inputs() {
	}

	/**
	 * Checks a number.
	 * @param name what it is called
	 * @param value the number
	 * @param min the smallest that makes sense
	 * @param max the largest
	 * @return the number
	 * @throws InvalidInputException if it is out of range
	 */
	public static double inRange(String name, double value, int min, int max) {
		if (!(value >= min && value <= max)) {
			throw new InvalidInputException("'%s' is %d to %d, not %s".formatted(name, min, max, value));
		}
		return value;
	}

	/**
	 * Checks a word.
	 * @param name what it is called
	 * @param value the word
	 * @param choices those that make sense
	 * @return the word
	 * @throws InvalidInputException if it is none of them
	 */
	public static String oneOf(String name, @Nullable String value, List<String> choices) {
		if (value == null || !choices.contains(value)) {
			throw new InvalidInputException("'%s' is one of %s".formatted(name, String.join(", ", choices)));
		}
		return value;
	}

	/**
	 * Checks that something is there.
	 * @param <T> its type
	 * @param name what it is called
	 * @param value what should be there
	 * @return the value
	 * @throws InvalidInputException if it is missing
	 */
	public static <T> T required(String name, @Nullable T value) {
		if (value == null) {
			throw new InvalidInputException("'%s' is missing".formatted(name));
		}
		return value;
	}

}
