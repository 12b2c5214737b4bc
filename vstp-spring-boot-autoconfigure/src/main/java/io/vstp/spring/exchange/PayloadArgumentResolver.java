package io.vstp.spring.exchange;

import java.util.Optional;

import io.vstp.spring.client.VstpCall;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;

/**
 * Takes what no other resolver does.
 */
final class PayloadArgumentResolver implements VstpExchangeArgumentResolver {

	@Override
	public boolean supports(MethodParameter parameter) {
		return true;
	}

	@Override
	public void resolve(@Nullable Object argument, MethodParameter parameter, VstpCall call) {
		call.payload((argument instanceof Optional<?> optional) ? optional.orElse(null) : argument);
	}

}
