package io.vstp.spring.handler;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;

import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.NativeMessageHeaderAccessor;
import org.springframework.util.ObjectUtils;

/**
 * Makes headers of a frame out of those of a message.
 */
final class ReplyHeaders {

	/** What Spring keeps in the headers for itself. */
	private static final Set<String> INTERNAL = Set.of(MessageHeaders.ID, MessageHeaders.TIMESTAMP,
			MessageHeaders.REPLY_CHANNEL, MessageHeaders.ERROR_CHANNEL, MessageHeaders.CONTENT_TYPE,
			NativeMessageHeaderAccessor.NATIVE_HEADERS);

	private ReplyHeaders() {
	}

	/**
	 * Converts headers: values become text, each element of a collection or an array a
	 * header of its own.
	 * @param headers the message's headers
	 * @return the frame's headers
	 * @throws IllegalArgumentException if a name or value is longer than 255 bytes
	 */
	static Headers of(MessageHeaders headers) {
		HeadersBuilder builder = Headers.builder();
		for (Map.Entry<String, Object> header : headers.entrySet()) {
			if (!INTERNAL.contains(header.getKey())) {
				add(builder, header.getKey(), header.getValue());
			}
		}
		Object contentType = headers.get(MessageHeaders.CONTENT_TYPE);
		if (contentType != null && !headers.containsKey(HeaderNames.CONTENT_TYPE)) {
			builder.add(HeaderNames.CONTENT_TYPE, contentType.toString());
		}
		return builder.build();
	}

	private static void add(HeadersBuilder builder, String name, Object value) {
		if (value instanceof byte[] bytes) {
			builder.add(name.getBytes(StandardCharsets.UTF_8), bytes);
		}
		else if (value instanceof Collection<?> values) {
			values.forEach((element) -> builder.add(name, String.valueOf(element)));
		}
		else if (value.getClass().isArray()) {
			add(builder, name, Arrays.asList(ObjectUtils.toObjectArray(value)));
		}
		else {
			builder.add(name, value.toString());
		}
	}

}
