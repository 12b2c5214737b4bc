package io.vstp.transport;

import io.vstp.frame.Headers;

/**
 * The peer has no room for the frame now ({@code overloaded}). It was not handled. When
 * it is this end that has no room, that is a {@link VstpOverloadedException}.
 */
public class VstpPeerOverloadedException extends VstpErrorException {

	/**
	 * Creates an exception for an ERR frame.
	 * @param peer who answered
	 * @param headers the headers of the ERR
	 */
	protected VstpPeerOverloadedException(String peer, Headers headers) {
		super(peer, headers);
	}

}
