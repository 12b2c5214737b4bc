package io.vstp.transport;

import io.vstp.frame.Headers;

/**
 * The peer does not let this end do this ({@code unauthorized}).
 */
public class VstpUnauthorizedException extends VstpErrorException {

	/**
	 * Creates an exception for an ERR frame.
	 * @param peer who answered
	 * @param headers the headers of the ERR
	 */
	protected VstpUnauthorizedException(String peer, Headers headers) {
		super(peer, headers);
	}

}
