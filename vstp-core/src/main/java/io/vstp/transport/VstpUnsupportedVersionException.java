package io.vstp.transport;

import io.vstp.frame.Headers;

/**
 * The peer does not speak this version of the protocol ({@code unsupported-version}).
 */
public class VstpUnsupportedVersionException extends VstpErrorException {

	/**
	 * Creates an exception for an ERR frame.
	 * @param peer who answered
	 * @param headers the headers of the ERR
	 */
	protected VstpUnsupportedVersionException(String peer, Headers headers) {
		super(peer, headers);
	}

}
