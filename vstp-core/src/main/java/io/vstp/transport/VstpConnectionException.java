package io.vstp.transport;

import io.vstp.frame.VstpException;
import org.jspecify.annotations.Nullable;

/**
 * There is no connection to the peer, or it ended before the call did. In the latter case
 * the peer may have handled the frame.
 */
public class VstpConnectionException extends VstpException {

	public VstpConnectionException(String message) {
		super(message);
	}

	public VstpConnectionException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
