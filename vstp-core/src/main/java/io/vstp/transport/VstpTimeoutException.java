package io.vstp.transport;

import io.vstp.frame.VstpException;

/**
 * No answer came in time. The peer may have handled the frame.
 */
public class VstpTimeoutException extends VstpException {

	public VstpTimeoutException(String message) {
		super(message);
	}

}
