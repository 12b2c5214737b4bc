package io.vstp.spring.convert;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * What {@code content-type} says.
 */
final class ContentTypes {

	private ContentTypes() {
	}

	static MimeType parse(String contentType) {
		try {
			return MimeTypeUtils.parseMimeType(contentType);
		}
		catch (InvalidMimeTypeException ex) {
			throw new MessageConversionException("The content-type is invalid: " + ex.getMessage(), ex);
		}
	}

	static Charset charset(Headers headers) {
		String contentType = headers.get(HeaderNames.CONTENT_TYPE);
		// Text is handed on whatever the header says, so it is parsed only where it must.
		Charset charset = (contentType != null && contentType.indexOf(';') >= 0) ? parse(contentType).getCharset()
				: null;
		return (charset != null) ? charset : StandardCharsets.UTF_8;
	}

	static Headers setIfAbsent(Headers headers, @Nullable Object contentType) {
		return (contentType == null || headers.contains(HeaderNames.CONTENT_TYPE)) ? headers
				: headers.with(HeaderNames.CONTENT_TYPE, contentType.toString());
	}

}
