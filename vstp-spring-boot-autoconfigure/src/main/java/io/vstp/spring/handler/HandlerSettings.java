package io.vstp.spring.handler;

import java.util.Arrays;
import java.util.function.Function;

import io.vstp.spring.annotation.AckMode;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.transport.Ordering;
import org.jspecify.annotations.Nullable;

/**
 * How a handler is called.
 *
 * @param ack when its frames are acknowledged
 * @param limit how many of its calls run at a time, or {@code null} for any number
 * @param ordering in which order its frames are handled, or {@code null} for that of the
 * session
 */
record HandlerSettings(AckMode ack, @Nullable ConcurrencyLimit limit, @Nullable Ordering ordering) {

	/**
	 * Reads the annotations of a handler.
	 * @param onClass the annotation of the class, if it has one
	 * @param onMethod the annotation of the method
	 * @param handler the handler, for people
	 * @param placeholders resolves placeholders
	 * @return the settings
	 * @throws InvalidHandlerException if they make no sense
	 */
	static HandlerSettings read(@Nullable VstpHandler onClass, VstpHandler onMethod, String handler,
			Function<String, @Nullable String> placeholders) {
		AckMode ack = one(onClass, onMethod, VstpHandler::ack, "ack", handler);
		String concurrency = onMethod.concurrency();
		if (concurrency.isEmpty() && onClass != null) {
			concurrency = onClass.concurrency();
		}
		return new HandlerSettings((ack != null) ? ack : AckMode.ON_RECEIPT, limit(concurrency, handler, placeholders),
				one(onClass, onMethod, VstpHandler::ordering, "ordering", handler));
	}

	private static <T> @Nullable T one(@Nullable VstpHandler onClass, VstpHandler onMethod,
			Function<VstpHandler, T[]> attribute, String name, String handler) {
		T[] values = attribute.apply(onMethod);
		if (values.length == 0 && onClass != null) {
			values = attribute.apply(onClass);
		}
		if (values.length > 1) {
			throw new InvalidHandlerException("Attribute '%s' of handler %s has several values: %s".formatted(name,
					handler, Arrays.toString(values)), "Set '%s' of @VstpHandler to one value.".formatted(name), null);
		}
		return (values.length == 1) ? values[0] : null;
	}

	private static @Nullable ConcurrencyLimit limit(String text, String handler,
			Function<String, @Nullable String> placeholders) {
		int limit;
		try {
			String resolved = placeholders.apply(text);
			limit = (resolved == null || resolved.isBlank()) ? 0 : Integer.parseInt(resolved.strip());
		}
		catch (IllegalArgumentException ex) {
			throw invalid(text, handler, ex);
		}
		if (limit < 0) {
			throw invalid(text, handler, null);
		}
		return (limit > 0) ? new ConcurrencyLimit(limit) : null;
	}

	private static InvalidHandlerException invalid(String text, String handler, @Nullable Throwable cause) {
		String reason = (cause == null || cause instanceof NumberFormatException) ? "it is not a number of at least 0"
				: String.valueOf(cause.getMessage());
		return new InvalidHandlerException(
				"Concurrency '%s' of handler %s is invalid: %s".formatted(text, handler, reason),
				"Set 'concurrency' of @VstpHandler to a number, or to a placeholder for one; 0 is for no limit.",
				cause);
	}

}
