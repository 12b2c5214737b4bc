package io.vstp.transport;

import io.vstp.frame.Headers;

/**
 * The frame was sent before, and may have been handled; the server does not know what
 * came of it ({@code outcome-unknown}).
 */
public class VstpOutcomeUnknownException extends VstpErrorException {

	/**
	 * Creates an exception for an ERR frame.
	 * @param peer who answered
	 * @param headers the headers of the ERR
	 */
	protected VstpOutcomeUnknownException(String peer, Headers headers) {
		super(peer, headers);
	}

}
