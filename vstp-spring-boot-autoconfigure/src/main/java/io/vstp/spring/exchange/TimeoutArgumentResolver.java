package io.vstp.spring.exchange;

import java.time.Duration;

import io.vstp.spring.client.VstpCall;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.handler.annotation.Payload;

/**
 * Takes durations, which are the timeout of the call.
 */
final class TimeoutArgumentResolver implements VstpExchangeArgumentResolver {

	@Override
	public boolean supports(MethodParameter parameter) {
		return parameter.getParameterType() == Duration.class && !parameter.hasParameterAnnotation(Payload.class);
	}

	@Override
	public void resolve(@Nullable Object argument, MethodParameter parameter, VstpCall call) {
		if (argument instanceof Duration timeout) {
			call.timeout(timeout);
		}
	}

}
