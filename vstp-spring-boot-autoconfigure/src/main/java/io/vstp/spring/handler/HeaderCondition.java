package io.vstp.spring.handler;

import java.nio.charset.StandardCharsets;

import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one header. Its negation holds exactly where it does not, so also where
 * the header is absent.
 *
 * @param name the header's name
 * @param negated whether the rest must not hold
 * @param value the value, perhaps with {@code *} for any characters, or {@code null} if
 * any value will do
 */
record HeaderCondition(String name, boolean negated, @Nullable String value) {

	static final String EXPECTED = "expected is name, !name, name=value or name!=value, with * in a value for any characters";

	/**
	 * Reads a condition.
	 * @param text the condition as the user writes it
	 * @return the condition
	 * @throws IllegalArgumentException if it has another form, or could never hold; the
	 * message says what is wrong
	 */
	static HeaderCondition parse(String text) {
		int equals = text.indexOf('=');
		String left = ((equals >= 0) ? text.substring(0, equals) : text).strip();
		boolean not = (equals >= 0) ? left.endsWith("!") : left.startsWith("!");
		if (not) {
			left = ((equals >= 0) ? left.substring(0, left.length() - 1) : left.substring(1)).strip();
		}
		check(!left.isEmpty(), "there is no header name");
		check(!left.startsWith("!"), "the ! belongs before the = or, without a value, before the name");
		check(left.indexOf('*') < 0, "a * may stand in a value only");
		check(fits(left), "the name is longer than 255 bytes");
		if (equals < 0) {
			return new HeaderCondition(left, not, null);
		}
		String right = text.substring(equals + 1).strip();
		check(fits(right.replace("*", "")), "the value is longer than 255 bytes");
		boolean any = !right.isEmpty() && right.chars().allMatch((c) -> c == '*');
		return new HeaderCondition(left, not, any ? null : right);
	}

	private static void check(boolean valid, String problem) {
		if (!valid) {
			throw new IllegalArgumentException(problem + "; " + EXPECTED);
		}
	}

	private static boolean fits(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length <= Headers.MAX_ELEMENT_LENGTH;
	}

	boolean isPattern() {
		return this.value != null && this.value.indexOf('*') >= 0;
	}

	boolean isExact() {
		return this.value != null && this.value.indexOf('*') < 0;
	}

	HeaderCondition negate() {
		return new HeaderCondition(this.name, !this.negated, this.value);
	}

	boolean matches(Headers headers) {
		if (this.value == null) {
			return headers.contains(this.name) != this.negated;
		}
		String actual = headers.get(this.name);
		return (actual != null && matchesValue(actual)) != this.negated;
	}

	/**
	 * Says whether a value is one that the condition names, negated or not.
	 * @param actual the value of the header
	 * @return whether it is
	 */
	boolean matchesValue(String actual) {
		return this.value == null || (isPattern() ? Glob.matches(this.value, actual) : this.value.equals(actual));
	}

	@Override
	public String toString() {
		if (this.value == null) {
			return this.negated ? "!" + this.name : this.name;
		}
		return this.name + (this.negated ? "!=" : "=") + this.value;
	}

}
