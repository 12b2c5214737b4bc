package io.vstp.spring.exchange;

import java.util.Map;

import io.vstp.frame.Headers;
import io.vstp.spring.client.VstpCall;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;

/**
 * Takes maps with Spring's {@code @Headers}, and VSTP's {@link Headers} also without.
 */
final class HeadersArgumentResolver implements VstpExchangeArgumentResolver {

	@Override
	public boolean supports(MethodParameter parameter) {
		Class<?> type = parameter.getParameterType();
		return type == Headers.class || (Map.class.isAssignableFrom(type)
				&& parameter.hasParameterAnnotation(org.springframework.messaging.handler.annotation.Headers.class));
	}

	@Override
	public void resolve(@Nullable Object argument, MethodParameter parameter, VstpCall call) {
		if (argument instanceof Headers headers) {
			call.headers((builder) -> headers.toMap().keySet().forEach(builder::remove)).headers(headers);
		}
		else if (argument instanceof Map<?, ?> map) {
			map.forEach((name, value) -> HeaderArgumentResolver.set(call, String.valueOf(name),
					HeaderArgumentResolver.values(value)));
		}
	}

}
