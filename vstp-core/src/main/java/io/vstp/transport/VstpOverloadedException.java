package io.vstp.transport;

import io.vstp.frame.VstpException;

/**
 * This end has no room for another frame now: too much is waiting to be sent, or too many
 * calls are open. Nothing was sent.
 */
public class VstpOverloadedException extends VstpException {

	public VstpOverloadedException(String message) {
		super(message);
	}

}
