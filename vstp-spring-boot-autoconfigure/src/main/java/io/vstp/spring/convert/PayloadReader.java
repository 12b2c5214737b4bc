package io.vstp.spring.convert;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.vstp.frame.HeaderNames;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.SmartMessageConverter;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * Reads payloads. A converter in form only: where others say that they can't by
 * {@code null}, this one says why by an exception.
 */
final class PayloadReader implements SmartMessageConverter {

	private final List<MessageConverter> converters;

	private final boolean allHeaders;

	/**
	 * Creates a reader.
	 * @param converters the converters to ask
	 * @param allHeaders whether they want to see other headers than the content type
	 */
	PayloadReader(List<MessageConverter> converters, boolean allHeaders) {
		this.converters = converters;
		this.allHeaders = allHeaders;
	}

	@Override
	public Object fromMessage(Message<?> message, Class<?> targetClass) {
		return fromMessage(message, targetClass, null);
	}

	@Override
	public Object fromMessage(Message<?> message, Class<?> targetClass, @Nullable Object hint) {
		if (!(message instanceof FrameMessage frameMessage)) {
			throw new MessageConversionException(message, "The message does not come from a frame");
		}
		if (targetClass == String.class) {
			return frameMessage.frame().payloadText(ContentTypes.charset(frameMessage.frame().headers()));
		}
		if (targetClass.isAssignableFrom(byte[].class)) {
			return frameMessage.getPayload();
		}
		return read(frameMessage, targetClass, hint);
	}

	private Object read(FrameMessage message, Class<?> targetClass, @Nullable Object hint) {
		byte[] payload = message.getPayload();
		if (payload.length == 0) {
			throw new MessageConversionException(message, "The payload is empty");
		}
		Message<byte[]> source = new GenericMessage<>(payload, headers(message));
		for (MessageConverter converter : this.converters) {
			Object result = ask(converter, source, targetClass, hint);
			if (result != null) {
				return result;
			}
		}
		if (isJsonNull(payload)) {
			throw new MessageConversionException(message, "The payload is null");
		}
		throw new MessageConversionException(message, "No message converter reads %s as %s"
			.formatted(source.getHeaders().get(MessageHeaders.CONTENT_TYPE), targetClass.getSimpleName()));
	}

	private static @Nullable Object ask(MessageConverter converter, Message<byte[]> source, Class<?> targetClass,
			@Nullable Object hint) {
		try {
			return (converter instanceof SmartMessageConverter smart) ? smart.fromMessage(source, targetClass, hint)
					: converter.fromMessage(source, targetClass);
		}
		catch (InvalidMimeTypeException ex) {
			throw new MessageConversionException("The content-type is invalid: " + ex.getMessage(), ex);
		}
	}

	private MessageHeaders headers(FrameMessage message) {
		String contentType = message.frame().header(HeaderNames.CONTENT_TYPE);
		if (this.allHeaders) {
			return (contentType != null) ? message.getHeaders()
					: FrameMessageHeaders.of(message.frame().headers(), MimeTypeUtils.APPLICATION_JSON);
		}
		MimeType type = (contentType != null) ? ContentTypes.parse(contentType) : MimeTypeUtils.APPLICATION_JSON;
		return type.equals(MimeTypeUtils.APPLICATION_JSON) ? FrameMessageHeaders.JSON
				: FrameMessageHeaders.ofContentType(type);
	}

	private static boolean isJsonNull(byte[] payload) {
		return payload.length < 16 && new String(payload, StandardCharsets.UTF_8).strip().equals("null");
	}

	@Override
	public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers) {
		return null;
	}

	@Override
	public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers, @Nullable Object hint) {
		return null;
	}

}
