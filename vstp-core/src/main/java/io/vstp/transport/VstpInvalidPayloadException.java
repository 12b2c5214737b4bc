package io.vstp.transport;

import io.vstp.frame.Headers;

/**
 * The payload or a header is not what the handler wants ({@code invalid-payload}). The
 * handler was not called.
 */
public class VstpInvalidPayloadException extends VstpErrorException {

	/**
	 * Creates an exception for an ERR frame.
	 * @param peer who answered
	 * @param headers the headers of the ERR
	 */
	protected VstpInvalidPayloadException(String peer, Headers headers) {
		super(peer, headers);
	}

}
