package io.vstp.benchmarks.harness;

import java.util.Collection;
import java.util.Locale;

/**
 * The middle of some numbers, and how far they lie apart.
 *
 * @param lowest the lowest of them
 * @param median the one in the middle
 * @param highest the highest of them
 */
public record Spread(double lowest, double median, double highest) {

	/**
	 * Returns the spread of some numbers.
	 * @param numbers the numbers, at least one
	 * @return their spread
	 */
	public static Spread of(Collection<Double> numbers) {
		double[] sorted = numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		if (sorted.length == 0) {
			throw new IllegalArgumentException("There are no numbers");
		}
		int middle = sorted.length / 2;
		double median = (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
		return new Spread(sorted[0], median, sorted[sorted.length - 1]);
	}

	/**
	 * Returns the spread as text.
	 * @param format of a number, as for {@link String#format}
	 * @return the median with the lowest and the highest number
	 */
	public String format(String format) {
		return String.format(Locale.ROOT, "%s (%s to %s)".replace("%s", format), this.median, this.lowest,
				this.highest);
	}

}
