package io.vstp.demo.files;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Makes a name that is safe in one directory, on every operating system, of whatever a
 * sender calls a file.
 */
final class FileNames {

	private static final String NAMELESS = "unnamed";

	/** What file systems take, less room for a number to tell equal names apart. */
	private static final int MAX_BYTES = 200;

	private static final int MAX_EXTENSION = 16;

	/**
	 * What terminals act upon, what hides, and what has a meaning in some file system.
	 */
	private static final Pattern UNSAFE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}<>:\"|?*]");

	/** Hidden files and what Windows drops at the end. */
	private static final Pattern EDGES = Pattern.compile("^[.\\p{Z}]+|[.\\p{Z}]+$");

	/** Devices of Windows, whatever extension they have. */
	private static final Pattern RESERVED = Pattern
		.compile("(?iu)(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9\u00B9\u00B2\u00B3])\\p{Z}*(\\..*)?");

	private FileNames() {
	}

	/**
	 * Returns a safe name.
	 * @param name any text
	 * @return a name without path, the same as before if that was safe
	 */
	static String sanitise(String name) {
		String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
		String safe = UNSAFE.matcher(Normalizer.normalize(last, Normalizer.Form.NFC)).replaceAll("_");
		safe = shorten(EDGES.matcher(safe).replaceAll(""));
		if (safe.isEmpty()) {
			return NAMELESS;
		}
		return RESERVED.matcher(safe).matches() ? "_" + safe : safe;
	}

	/**
	 * Returns a name for platforms that cannot encode others, as in the POSIX locale.
	 * @param safeName a safe name
	 * @return a safe name in ASCII
	 */
	static String ascii(String safeName) {
		return safeName.replaceAll("[^\\x20-\\x7E]", "_");
	}

	/**
	 * Returns another name for a file whose own is taken.
	 * @param safeName a safe name
	 * @param number tells it from others
	 * @return a safe name with the number in it
	 */
	static String numbered(String safeName, int number) {
		int dot = extension(safeName);
		return safeName.substring(0, dot) + "-" + number + safeName.substring(dot);
	}

	private static String shorten(String name) {
		int dot = extension(name);
		StringBuilder stem = new StringBuilder(name.substring(0, dot));
		String extension = name.substring(dot);
		while (utf8Length(stem) + utf8Length(extension) > MAX_BYTES) {
			stem.setLength(stem.offsetByCodePoints(stem.length(), -1));
		}
		return stem + extension;
	}

	// where it begins, or the end of the name if there is none worth keeping
	private static int extension(String name) {
		int dot = name.lastIndexOf('.');
		return (dot > 0 && name.length() - dot <= MAX_EXTENSION) ? dot : name.length();
	}

	private static int utf8Length(CharSequence text) {
		return text.toString().getBytes(StandardCharsets.UTF_8).length;
	}

}
