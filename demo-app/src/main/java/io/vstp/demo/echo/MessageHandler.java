package io.vstp.demo.echo;

import io.vstp.frame.Frame;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.spring.annotation.VstpHandler;

/**
 * Sends a JSON message back that says nothing of what it is for, as the server of the
 * protocol's own quick start does.
 */
@VstpHandler({ "content-type=application/json*", "!op", "!file-id", "!sensor-id" })
class MessageHandler {

	@VstpHandler
	Frame message(Frame request) {
		Headers headers = Headers.builder().copy(HeaderNames.CONTENT_TYPE, request.headers()).build();
		return Frame.data(headers, request.payload());
	}

}
