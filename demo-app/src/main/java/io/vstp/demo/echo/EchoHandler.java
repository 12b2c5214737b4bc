package io.vstp.demo.echo;

import io.vstp.frame.Frame;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.spring.annotation.VstpHandler;

/**
 * Answers with the payload as it came. It is not copied: the reply leaves from the buffer
 * that the request was read into.
 */
@VstpHandler("op=echo")
class EchoHandler {

	@VstpHandler
	Frame echo(Frame request) {
		String contentType = request.header(HeaderNames.CONTENT_TYPE);
		Headers headers = (contentType != null) ? Headers.of(HeaderNames.CONTENT_TYPE, contentType) : Headers.EMPTY;
		return Frame.data(headers, request.payload());
	}

}
