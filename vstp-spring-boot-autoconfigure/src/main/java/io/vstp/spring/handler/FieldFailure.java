package io.vstp.spring.handler;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;

/**
 * A constraint that a value does not meet.
 *
 * @param field the name of the field, or empty for the object as a whole
 * @param message what is wrong with it
 */
record FieldFailure(String field, String message) {

	/** The header of an ERR that has one, with field and message. */
	static final String HEADER = "field-error";

	private static final int MAX_MESSAGE = 255;

	/** So that the ERR fits into a datagram. */
	private static final int MAX_DETAILS = 512;

	static List<FieldFailure> of(BindingResult result) {
		return result.getAllErrors().stream().map((error) -> of("", error)).toList();
	}

	/**
	 * Makes one of Spring's errors.
	 * @param parameter what is validated, or empty
	 * @param error the error
	 * @return the failure
	 */
	static FieldFailure of(String parameter, MessageSourceResolvable error) {
		String field = (error instanceof FieldError fieldError) ? fieldError.getField() : "";
		String dot = (parameter.isEmpty() || field.isEmpty()) ? "" : ".";
		return new FieldFailure(parameter + dot + field, String.valueOf(error.getDefaultMessage()));
	}

	/**
	 * Makes an ERR.
	 * @param failures what is wrong, at least one
	 * @return an ERR that names as many as fit
	 */
	static VstpError error(List<FieldFailure> failures) {
		List<String> texts = failures.stream()
			.sorted(Comparator.comparing(FieldFailure::toString))
			.map(FieldFailure::toString)
			.toList();
		HeadersBuilder details = Headers.builder();
		int length = 0;
		for (String text : texts) {
			String value = cut(text, Headers.MAX_ELEMENT_LENGTH);
			length += 2 + HEADER.length() + bytes(value);
			if (length <= MAX_DETAILS) {
				details.add(HEADER, value);
			}
		}
		return new VstpError(ErrorCode.INVALID_PAYLOAD.code(), message(texts), details.build());
	}

	private static String message(List<String> texts) {
		List<String> named = new ArrayList<>(texts);
		String message = String.join(", ", named);
		while (named.size() > 1 && bytes(message) > MAX_MESSAGE) {
			named.remove(named.size() - 1);
			message = "%s, and %d more".formatted(String.join(", ", named), texts.size() - named.size());
		}
		return message;
	}

	private static String cut(String text, int max) {
		String result = text;
		while (bytes(result) > max) {
			result = result.substring(0, result.offsetByCodePoints(result.length(), -1));
		}
		return result;
	}

	private static int bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

	@Override
	public String toString() {
		return this.field.isEmpty() ? this.message : this.field + ": " + this.message;
	}

}
