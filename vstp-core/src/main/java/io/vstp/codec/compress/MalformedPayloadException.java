package io.vstp.codec.compress;

import io.vstp.frame.VstpException;

/**
 * A compressed payload is not what it says, or longer than this end accepts. The frame
 * that it came in is in order, and so is what follows it.
 */
public class MalformedPayloadException extends VstpException {

	public MalformedPayloadException(String message) {
		super(message);
	}

	@Override
	public synchronized Throwable fillInStackTrace() {
		// Peers decide how often this is thrown; the stack says nothing about them.
		return this;
	}

}
