package io.vstp.transport;

import io.vstp.frame.Headers;

/**
 * The peer is stopping ({@code shutting-down}). The frame was not handled.
 */
public class VstpShuttingDownException extends VstpErrorException {

	/**
	 * Creates an exception for an ERR frame.
	 * @param peer who answered
	 * @param headers the headers of the ERR
	 */
	protected VstpShuttingDownException(String peer, Headers headers) {
		super(peer, headers);
	}

}
