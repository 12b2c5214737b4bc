package io.vstp.spring.convert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.NativeMessageHeaderAccessor;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * Headers of a message, without the id and the timestamp that would otherwise be made for
 * each.
 */
final class FrameMessageHeaders extends MessageHeaders {

	/** All that the reading of most frames needs. */
	static final MessageHeaders JSON = ofContentType(MimeTypeUtils.APPLICATION_JSON);

	private static final long serialVersionUID = 1;

	private FrameMessageHeaders(Map<String, Object> headers) {
		super(headers, ID_VALUE_NONE, -1L);
	}

	static MessageHeaders ofContentType(MimeType contentType) {
		return new FrameMessageHeaders(Map.of(CONTENT_TYPE, contentType));
	}

	static MessageHeaders of(Headers frameHeaders, @Nullable MimeType defaultContentType) {
		Map<String, Object> headers = new HashMap<>();
		Map<String, List<String>> nativeHeaders = new HashMap<>();
		frameHeaders.forEach((name, value) -> {
			headers.putIfAbsent(name, value);
			nativeHeaders.computeIfAbsent(name, (key) -> new ArrayList<>(1)).add(value);
		});
		String contentType = frameHeaders.get(HeaderNames.CONTENT_TYPE);
		if (contentType != null) {
			headers.put(CONTENT_TYPE, contentType);
		}
		else if (defaultContentType != null) {
			headers.put(CONTENT_TYPE, defaultContentType);
		}
		headers.put(NativeMessageHeaderAccessor.NATIVE_HEADERS, nativeHeaders);
		return new FrameMessageHeaders(headers);
	}

}
