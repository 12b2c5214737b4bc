package io.vstp.transport;

import io.vstp.frame.Headers;

/**
 * The handler threw an exception, or its reply could not be sent
 * ({@code handler-failed}). How far the handler came is not known.
 */
public class VstpHandlerFailedException extends VstpErrorException {

	/**
	 * Creates an exception for an ERR frame.
	 * @param peer who answered
	 * @param headers the headers of the ERR
	 */
	protected VstpHandlerFailedException(String peer, Headers headers) {
		super(peer, headers);
	}

}
