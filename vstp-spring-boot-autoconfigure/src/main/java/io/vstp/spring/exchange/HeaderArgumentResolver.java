package io.vstp.spring.exchange;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.vstp.spring.client.VstpCall;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.ValueConstants;
import org.springframework.util.ObjectUtils;
import org.springframework.util.StringUtils;

/**
 * Takes parameters with {@link Header}.
 */
final class HeaderArgumentResolver implements VstpExchangeArgumentResolver {

	@Override
	public boolean supports(MethodParameter parameter) {
		return parameter.hasParameterAnnotation(Header.class);
	}

	@Override
	public void resolve(@Nullable Object argument, MethodParameter parameter, VstpCall call) {
		Header header = parameter.getParameterAnnotation(Header.class);
		List<?> values = values(argument);
		if (values.isEmpty() && header != null && !ValueConstants.DEFAULT_NONE.equals(header.defaultValue())) {
			values = List.of(header.defaultValue());
		}
		set(call, name(parameter), values);
	}

	/**
	 * Returns the name of the header.
	 * @param parameter the parameter
	 * @return what the annotation says, or else the name of the parameter; empty if that
	 * is not known
	 */
	static String name(MethodParameter parameter) {
		Header header = parameter.getParameterAnnotation(Header.class);
		if (header != null && StringUtils.hasText(header.name())) {
			return header.name();
		}
		if (header != null && StringUtils.hasText(header.value())) {
			return header.value();
		}
		String name = parameter.getParameterName();
		return (name != null) ? name : "";
	}

	/**
	 * Sets a header in place of those of its name; without a value none is changed.
	 * @param call whose header it is
	 * @param name its name
	 * @param values its values
	 */
	static void set(VstpCall call, String name, List<?> values) {
		if (!values.isEmpty()) {
			call.headers((headers) -> headers.remove(name));
			values.forEach((value) -> call.header(name, value));
		}
	}

	/**
	 * Returns what to send for an argument.
	 * @param argument the argument, or {@code null}
	 * @return no value, one, or those of a collection or an array
	 */
	static List<?> values(@Nullable Object argument) {
		Object value = (argument instanceof Optional<?> optional) ? optional.orElse(null) : argument;
		if (value == null) {
			return List.of();
		}
		if (value instanceof Collection<?> collection) {
			return collection.stream().filter(Objects::nonNull).toList();
		}
		if (value.getClass().isArray() && !(value instanceof byte[])) {
			return Arrays.stream(ObjectUtils.toObjectArray(value)).filter(Objects::nonNull).toList();
		}
		return List.of(value);
	}

}
