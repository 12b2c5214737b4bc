package io.vstp.spring.autoconfigure;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Hands the values of properties to options, and tells which property it was when an
 * option does not like its value.
 */
final class PropertyValues {

	private final String prefix;

	/**
	 * Creates this for the properties below a name.
	 * @param prefix what the names of all properties begin with, without a dot at the end
	 */
	PropertyValues(String prefix) {
		this.prefix = prefix;
	}

	/**
	 * Hands on a value unless there is none.
	 * @param <T> the type of the value
	 * @param name the name of the property behind the prefix
	 * @param value its value, or {@code null} if it is not set
	 * @param target takes it, or throws an {@link IllegalArgumentException}
	 */
	<T> void apply(String name, @Nullable T value, Consumer<T> target) {
		if (value == null) {
			return;
		}
		try {
			target.accept(value);
		}
		catch (IllegalArgumentException ex) {
			throw invalid(name, value, reason(ex), ex);
		}
	}

	/**
	 * Returns the whole name of a property.
	 * @param name the name of the property behind the prefix
	 * @return the name with the prefix
	 */
	String name(String name) {
		return this.prefix + "." + name;
	}

	/**
	 * Returns what says that a property is not as it should be.
	 * @param name the name of the property behind the prefix
	 * @param value its value
	 * @param reason what is wrong, a sentence
	 * @param cause the cause, or {@code null}
	 * @return the exception
	 */
	InvalidConfigurationPropertyValueException invalid(String name, @Nullable Object value, String reason,
			@Nullable Throwable cause) {
		return new InvalidConfigurationPropertyValueException(name(name), value, reason, cause);
	}

	/**
	 * Returns a size as an {@code int}.
	 * @param size the size
	 * @return bytes
	 * @throws IllegalArgumentException if there are too many
	 */
	static int toInt(DataSize size) {
		if (size.toBytes() != (int) size.toBytes()) {
			throw new IllegalArgumentException("must be below 2GB, but is " + size);
		}
		return (int) size.toBytes();
	}

	// "maxInFlight must be above 0, but is -1" is about an option: of a property it is
	// said without that name.
	private static String reason(IllegalArgumentException ex) {
		String message = String.valueOf(ex.getMessage());
		String reason = message.substring(Math.max(0, message.indexOf("must ")));
		return StringUtils.capitalize(reason) + ".";
	}

}
