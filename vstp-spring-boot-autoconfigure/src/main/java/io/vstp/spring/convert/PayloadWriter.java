package io.vstp.spring.convert;

import java.nio.ByteBuffer;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.util.MimeTypeUtils;

/**
 * Makes frames of objects.
 */
final class PayloadWriter {

	private final List<MessageConverter> converters;

	PayloadWriter(List<MessageConverter> converters) {
		this.converters = converters;
	}

	Frame write(FrameType type, Object payload, Headers headers) {
		if (payload instanceof ByteBuf buffer) {
			return Frame.of(type, FrameFlags.NONE, headers, buffer);
		}
		if (payload instanceof byte[] bytes) {
			return frame(type, headers, bytes);
		}
		if (payload instanceof ByteBuffer buffer) {
			// Often a view of memory that is released before the frame is written.
			return Frame.of(type, FrameFlags.NONE, headers, Unpooled.copiedBuffer(buffer.duplicate()));
		}
		if (payload instanceof CharSequence text) {
			return frame(type, ContentTypes.setIfAbsent(headers, MimeTypeUtils.TEXT_PLAIN_VALUE),
					text.toString().getBytes(ContentTypes.charset(headers)));
		}
		return convert(type, payload, headers);
	}

	private Frame convert(FrameType type, Object payload, Headers headers) {
		String contentType = headers.get(HeaderNames.CONTENT_TYPE);
		MessageHeaders messageHeaders = messageHeaders(contentType);
		for (MessageConverter converter : this.converters) {
			Message<?> message = converter.toMessage(payload, messageHeaders);
			if (message != null) {
				byte[] bytes = (message.getPayload() instanceof byte[] array) ? array
						: message.getPayload().toString().getBytes(ContentTypes.charset(headers));
				return frame(type,
						ContentTypes.setIfAbsent(headers, message.getHeaders().get(MessageHeaders.CONTENT_TYPE)),
						bytes);
			}
		}
		throw new MessageConversionException("No message converter writes %s as %s"
			.formatted(payload.getClass().getName(), (contentType != null) ? contentType : "JSON or anything else"));
	}

	// Mutable ones: converters add to them what they would otherwise copy.
	private static MessageHeaders messageHeaders(@Nullable String contentType) {
		MessageHeaderAccessor accessor = new MessageHeaderAccessor();
		accessor.setLeaveMutable(true);
		if (contentType != null) {
			accessor.setContentType(ContentTypes.parse(contentType));
		}
		return accessor.getMessageHeaders();
	}

	private static Frame frame(FrameType type, Headers headers, byte[] payload) {
		return Frame.of(type, FrameFlags.NONE, headers, Unpooled.wrappedBuffer(payload));
	}

}
