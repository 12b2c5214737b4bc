package io.vstp.spring.handler;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.spring.convert.FrameMessage;
import io.vstp.spring.convert.VstpMessageConverters;
import io.vstp.transport.VstpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;

/**
 * Resolves the parameters that need no conversion: the frame, its parts, and its payload
 * as bytes or text. None of them but the copies outlives the exchange.
 */
final class FrameArgumentResolver implements HandlerMethodArgumentResolver {

	private final Map<Class<?>, Function<FrameMessage, @Nullable Object>> arguments = new HashMap<>();

	FrameArgumentResolver(VstpMessageConverters converters) {
		this.arguments.put(Frame.class, FrameMessage::frame);
		this.arguments.put(Headers.class, (message) -> message.frame().headers());
		this.arguments.put(VstpSession.class, FrameMessage::session);
		this.arguments.put(ByteBuf.class, (message) -> message.frame().payload());
		this.arguments.put(ByteBuffer.class, (message) -> message.frame().payload().nioBuffer().asReadOnlyBuffer());
		this.arguments.put(byte[].class, FrameMessage::getPayload);
		this.arguments.put(String.class, (message) -> converters.messageConverter().fromMessage(message, String.class));
	}

	/**
	 * Says whether it hands out the payload in some form.
	 * @param parameter a parameter that it resolves
	 * @return whether it does
	 */
	static boolean takesPayload(MethodParameter parameter) {
		return parameter.getParameterType() != Headers.class && parameter.getParameterType() != VstpSession.class;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return this.arguments.containsKey(parameter.getParameterType());
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) {
		Function<FrameMessage, @Nullable Object> argument = this.arguments.get(parameter.getParameterType());
		return (argument != null) ? argument.apply((FrameMessage) message) : null;
	}

}
