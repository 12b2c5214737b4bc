package io.vstp.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Arguments like {@code --name=value} that were not taken yet.
 */
public final class Arguments {

	private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s)");

	private static final Pattern COMMA = Pattern.compile(",");

	private final List<String> arguments;

	public Arguments(List<String> arguments) {
		this.arguments = new ArrayList<>(arguments);
	}

	/**
	 * Takes an argument.
	 * @param name its name
	 * @param otherwise the value if it is not given
	 * @return its value
	 */
	public String take(String name, String otherwise) {
		String prefix = "--" + name + "=";
		for (String argument : this.arguments) {
			if (argument.startsWith(prefix)) {
				this.arguments.remove(argument);
				return argument.substring(prefix.length());
			}
		}
		return otherwise;
	}

	/**
	 * Takes an argument with several values.
	 * @param name its name
	 * @param otherwise the values if it is not given
	 * @return what is between the commas
	 */
	public List<String> takeAll(String name, String otherwise) {
		return COMMA.splitAsStream(take(name, otherwise)).map(String::strip).toList();
	}

	/**
	 * Takes an argument that is a time.
	 * @param name its name
	 * @param otherwise the time if it is not given
	 * @return milliseconds
	 * @throws IllegalArgumentException if it is none
	 */
	public long takeMillis(String name, String otherwise) {
		return millis(take(name, otherwise));
	}

	/**
	 * Reads a time.
	 * @param value like {@code 400ms} or {@code 8s}
	 * @return milliseconds
	 * @throws IllegalArgumentException if it is none
	 */
	public static long millis(String value) {
		Matcher duration = DURATION.matcher(value);
		if (!duration.matches()) {
			throw new IllegalArgumentException("'%s' must be like 400ms or 8s".formatted(value));
		}
		return Long.parseLong(duration.group(1)) * ("s".equals(duration.group(2)) ? 1_000 : 1);
	}

	/**
	 * Says that all that is known was taken.
	 * @throws IllegalArgumentException if something is left
	 */
	public void end() {
		if (!this.arguments.isEmpty()) {
			throw new IllegalArgumentException("Not understood: " + String.join(" ", this.arguments));
		}
	}

}
