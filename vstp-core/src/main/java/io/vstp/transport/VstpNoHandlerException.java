package io.vstp.transport;

import io.vstp.frame.Headers;

/**
 * The peer has no handler for a frame with these headers ({@code no-handler}). The frame
 * was not handled.
 */
public class VstpNoHandlerException extends VstpErrorException {

	/**
	 * Creates an exception for an ERR frame.
	 * @param peer who answered
	 * @param headers the headers of the ERR
	 */
	protected VstpNoHandlerException(String peer, Headers headers) {
		super(peer, headers);
	}

}
