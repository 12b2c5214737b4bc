package io.vstp.transport;

import io.vstp.frame.Headers;

/**
 * The frame is longer than the peer accepts ({@code too-large}). When this end knows
 * before, that is a {@link io.vstp.frame.FrameTooLargeException}.
 */
public class VstpTooLargeException extends VstpErrorException {

	/**
	 * Creates an exception for an ERR frame.
	 * @param peer who answered
	 * @param headers the headers of the ERR
	 */
	protected VstpTooLargeException(String peer, Headers headers) {
		super(peer, headers);
	}

}
