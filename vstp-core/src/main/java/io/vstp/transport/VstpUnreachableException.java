package io.vstp.transport;

import org.jspecify.annotations.Nullable;

/**
 * There was no connection to the peer and none came about, so nothing was sent.
 */
public class VstpUnreachableException extends VstpConnectionException {

	public VstpUnreachableException(String message) {
		super(message);
	}

	public VstpUnreachableException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
