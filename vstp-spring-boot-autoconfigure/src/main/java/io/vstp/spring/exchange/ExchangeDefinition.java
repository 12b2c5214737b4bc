package io.vstp.spring.exchange;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;
import io.vstp.spring.annotation.VstpExchange;
import io.vstp.spring.annotation.VstpExchange.Until;
import io.vstp.spring.client.VstpCall;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * What the annotations of an interface and its method say, taken together.
 *
 * @param destination whom to call; empty if nobody says it
 * @param headers what to send
 * @param timeout of the call, or {@code null} for the destination's
 * @param contentType of the payload, or {@code null} if the payload decides
 * @param until what a method waits for that returns nothing
 */
record ExchangeDefinition(String destination, Headers headers, @Nullable Duration timeout, @Nullable String contentType,
		Until until) {

	/**
	 * Reads the annotations.
	 * @param type the interface
	 * @param method its method
	 * @param destination whom to call if the annotations don't say it
	 * @param placeholders resolves placeholders
	 * @return what they say
	 * @throws InvalidVstpExchangeException if they cannot be understood
	 */
	static ExchangeDefinition of(Class<?> type, Method method, String destination, UnaryOperator<String> placeholders) {
		List<VstpExchange> annotations = new ArrayList<>(2);
		add(AnnotatedElementUtils.findMergedAnnotation(type, VstpExchange.class), annotations);
		add(AnnotatedElementUtils.findMergedAnnotation(method, VstpExchange.class), annotations);
		HeadersBuilder all = Headers.builder();
		String target = placeholders.apply(destination);
		String time = "";
		String mediaType = "";
		Until end = Until.ACKNOWLEDGED;
		for (VstpExchange annotation : annotations) {
			List<String[]> pairs = new ArrayList<>();
			for (String header : annotation.headers()) {
				pairs.add(pair(placeholders.apply(header), method));
			}
			pairs.forEach((pair) -> all.remove(pair[0]));
			pairs.forEach((pair) -> all.add(pair[0], pair[1]));
			target = last(target, placeholders.apply(annotation.destination()));
			time = last(time, placeholders.apply(annotation.timeout()));
			mediaType = last(mediaType, placeholders.apply(annotation.contentType()));
			end = (annotation.until() != Until.DEFAULT) ? annotation.until() : end;
		}
		return new ExchangeDefinition(target, all.build(), time.isEmpty() ? null : duration(time, method),
				mediaType.isEmpty() ? null : mediaType, end);
	}

	private static void add(@Nullable VstpExchange annotation, List<VstpExchange> annotations) {
		if (annotation != null) {
			annotations.add(annotation);
		}
	}

	private static String last(String first, String second) {
		return second.isEmpty() ? first : second;
	}

	private static String[] pair(String header, Method method) {
		int end = header.indexOf('=');
		if (end <= 0) {
			throw new InvalidVstpExchangeException(
					"The header '%s' that %s sends has no value.".formatted(header, ExchangeMethod.describe(method)),
					"Write headers of @VstpExchange as name=value.");
		}
		String[] pair = { header.substring(0, end).strip(), header.substring(end + 1).strip() };
		try {
			Headers.of(pair);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidVstpExchangeException("The header '%s' of %s cannot be sent: %s.".formatted(pair[0],
					ExchangeMethod.describe(method), ex.getMessage()), "Names and values have 255 bytes at the most.");
		}
		return pair;
	}

	private static Duration duration(String text, Method method) {
		try {
			Duration parsed = DurationStyle.detectAndParse(text);
			if (!parsed.isNegative() && !parsed.isZero()) {
				return parsed;
			}
		}
		catch (IllegalArgumentException ex) {
			// Said below.
		}
		throw new InvalidVstpExchangeException(
				"The timeout '%s' of %s is not a duration above 0.".formatted(text, ExchangeMethod.describe(method)),
				"Write it like 500ms or 2s.");
	}

	/**
	 * Makes a call what this says.
	 * @param call the call
	 */
	void apply(VstpCall call) {
		if (!this.headers.isEmpty()) {
			call.headers(this.headers);
		}
		if (this.contentType != null) {
			call.contentType(this.contentType);
		}
		if (this.timeout != null) {
			call.timeout(this.timeout);
		}
	}

}
