package io.vstp.spring.metrics;

import java.util.Locale;

import io.micrometer.core.instrument.Tag;
import io.vstp.frame.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Tags from the constants of enums.
 */
final class MeterTags {

	private MeterTags() {
	}

	/**
	 * Returns a tag.
	 * @param key its key
	 * @param value a constant
	 * @return the tag with the constant's name in lower case, words joined by hyphens
	 */
	static Tag of(String key, Enum<?> value) {
		return Tag.of(key, value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
	}

	/**
	 * Returns a tag for an error.
	 * @param key its key
	 * @param code the error, or {@code null}
	 * @param missing the value for {@code null}
	 * @return the tag with the code as it is on the wire
	 */
	static Tag of(String key, @Nullable ErrorCode code, String missing) {
		return Tag.of(key, (code != null) ? code.code() : missing);
	}

}
