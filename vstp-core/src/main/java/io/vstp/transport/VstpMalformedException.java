package io.vstp.transport;

import io.vstp.frame.Headers;

/**
 * What came in was no frame to the peer ({@code malformed}).
 */
public class VstpMalformedException extends VstpErrorException {

	/**
	 * Creates an exception for an ERR frame.
	 * @param peer who answered
	 * @param headers the headers of the ERR
	 */
	protected VstpMalformedException(String peer, Headers headers) {
		super(peer, headers);
	}

}
