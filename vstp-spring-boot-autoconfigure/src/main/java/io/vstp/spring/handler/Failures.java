package io.vstp.spring.handler;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConverterNotFoundException;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * Says what went wrong, in words for the peer.
 */
final class Failures {

	/** Jackson tells where in its source it was, which is of no use to the peer. */
	private static final Pattern SOURCE = Pattern.compile("\\s*at \\[Source: [^\\]]*\\]");

	private static final Pattern BLANKS = Pattern.compile("\\s+");

	private Failures() {
	}

	/**
	 * Says whose fault it is that an argument could not be resolved.
	 * @param ex what went wrong
	 * @return whether another payload or other headers would have helped
	 */
	static boolean isPeersFault(Throwable ex) {
		return ex instanceof MessagingException
				|| (ex instanceof ConversionException && !(ex instanceof ConverterNotFoundException));
	}

	/**
	 * Says why an argument could not be resolved.
	 * @param ex what went wrong
	 * @return the reason
	 */
	static String reason(Throwable ex) {
		if (ex instanceof MethodArgumentNotValidException invalid && invalid.getBindingResult() != null) {
			return reason(invalid.getBindingResult());
		}
		Throwable told = (ex instanceof MessageConversionException) ? NestedExceptionUtils.getMostSpecificCause(ex)
				: ex;
		return clean((told.getMessage() != null) ? told.getMessage() : told.getClass().getSimpleName());
	}

	private static String reason(BindingResult result) {
		return result.getAllErrors().stream().map(Failures::reason).sorted().collect(Collectors.joining(", "));
	}

	private static String reason(ObjectError error) {
		return (error instanceof FieldError field) ? field.getField() + ": " + field.getDefaultMessage()
				: String.valueOf(error.getDefaultMessage());
	}

	/**
	 * Says what a handler threw.
	 * @param ex what it threw
	 * @return class and message
	 */
	static String describe(Throwable ex) {
		String type = ex.getClass().isAnonymousClass() ? ex.getClass().getName() : ex.getClass().getSimpleName();
		return clean((ex.getMessage() != null) ? type + ": " + ex.getMessage() : type);
	}

	/**
	 * Returns what made a future fail.
	 * @param ex what it failed with
	 * @return the exception that was thrown in the first place
	 */
	static Throwable unwrap(Throwable ex) {
		Throwable cause = ex.getCause();
		return (cause != null && (ex instanceof CompletionException || ex instanceof ExecutionException)) ? cause : ex;
	}

	private static String clean(String message) {
		return BLANKS.matcher(SOURCE.matcher(message).replaceAll("")).replaceAll(" ").strip();
	}

}
