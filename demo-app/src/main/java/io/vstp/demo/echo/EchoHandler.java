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
		Headers headers = Headers.builder().copy(HeaderNames.CONTENT_TYPE, request.headers()).build();
		return Frame.data(headers, request.payload());
	}

}
