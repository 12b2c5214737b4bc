package io.vstp.transport;

import org.jspecify.annotations.Nullable;

/**
 * Text for logs that may hold what a peer has sent: on one line, without control
 * characters, and not too long. Otherwise a peer could write lines of its own into the
 * log.
 */
public final class LogText {

	private static final int MAX_LENGTH = 500;

	private static final int MAX_CAUSES = 8;

	private static final int MAX_FRAMES = 60;

	private LogText() {
	}

	/**
	 * Makes a text safe to log.
	 * @param text the text, or {@code null}
	 * @return the text with a {@code ?} for each control character, at most 500
	 * characters of it
	 */
	public static String of(@Nullable String text) {
		if (text == null) {
			return "null";
		}
		StringBuilder safe = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 3);
		text.codePoints().limit(MAX_LENGTH).forEach((c) -> safe.appendCodePoint(isHarmless(c) ? c : '?'));
		return (text.length() > MAX_LENGTH) ? safe.append("...").toString() : safe.toString();
	}

	private static boolean isHarmless(int c) {
		return switch (Character.getType(c)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE ->
				false;
			default -> true;
		};
	}

	/**
	 * Describes an exception like a stack trace, with messages that are safe to log.
	 * @param failure the exception
	 * @return several lines, the first of which begins with the exception's class
	 */
	public static String of(Throwable failure) {
		StringBuilder text = new StringBuilder();
		Throwable cause = failure;
		for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
			text.append((depth > 0) ? "%nCaused by: ".formatted() : "")
				.append(cause.getClass().getName())
				.append(": ")
				.append(of(cause.getMessage()));
			StackTraceElement[] frames = cause.getStackTrace();
			for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
				text.append("%n\tat ".formatted()).append(frames[i]);
			}
			cause = cause.getCause();
		}
		return text.toString();
	}

}
