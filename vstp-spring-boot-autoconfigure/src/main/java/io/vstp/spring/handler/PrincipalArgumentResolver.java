package io.vstp.spring.handler;

import java.security.Principal;
import java.util.Optional;

import io.vstp.frame.ErrorCode;
import io.vstp.spring.convert.FrameMessage;
import io.vstp.transport.VstpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;

/**
 * Resolves who the peer is. Where a handler wants to know and nobody does, the frame is
 * refused.
 */
final class PrincipalArgumentResolver implements HandlerMethodArgumentResolver {

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return Principal.class.isAssignableFrom(parameter.nestedIfOptional().getNestedParameterType());
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) {
		MethodParameter nested = parameter.nestedIfOptional();
		VstpSession session = ((FrameMessage) message).session();
		Principal known = (session != null) ? session.principal() : null;
		Principal principal = nested.getNestedParameterType().isInstance(known) ? known : null;
		if (parameter.getParameterType() == Optional.class) {
			return Optional.ofNullable(principal);
		}
		if (principal == null && !parameter.isOptional()) {
			throw new FrameRefusedException(ErrorCode.UNAUTHORIZED, "The peer has not proved who it is");
		}
		return principal;
	}

}
