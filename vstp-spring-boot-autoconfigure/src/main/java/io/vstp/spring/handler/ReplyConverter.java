package io.vstp.spring.handler;

import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.spring.convert.VstpMessageConverters;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;

/**
 * Makes a reply of what a handler returns.
 */
final class ReplyConverter {

	private final VstpMessageConverters converters;

	ReplyConverter(VstpMessageConverters converters) {
		this.converters = converters;
	}

	/**
	 * Converts a result.
	 * @param result what the handler returns; buffers are taken over, but for that of the
	 * request, which is the exchange's
	 * @param request the request
	 * @return the reply, or {@code null} if there is none
	 */
	@Nullable Frame convert(@Nullable Object result, Frame request) {
		Object value = (result instanceof Optional<?> optional) ? optional.orElse(null) : result;
		if (value == null) {
			return null;
		}
		if (value instanceof Frame frame) {
			retainIfBorrowed(frame.payload(), request);
			return frame;
		}
		if (value instanceof Message<?> message) {
			return convert(message, request);
		}
		retainIfBorrowed(value, request);
		return this.converters.toFrame(FrameType.DATA, value, Headers.EMPTY);
	}

	private Frame convert(Message<?> message, Frame request) {
		Object payload = message.getPayload();
		retainIfBorrowed(payload, request);
		try {
			return this.converters.toFrame(FrameType.DATA, payload, ReplyHeaders.of(message.getHeaders()));
		}
		catch (RuntimeException ex) {
			ReferenceCountUtil.release(payload);
			throw ex;
		}
	}

	private static void retainIfBorrowed(Object payload, Frame request) {
		if (payload == request.payload()) {
			((ByteBuf) payload).retain();
		}
	}

}
