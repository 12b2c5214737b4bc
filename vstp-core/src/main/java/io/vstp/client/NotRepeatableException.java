package io.vstp.client;

import io.vstp.frame.VstpException;

/**
 * A frame was sent before, and the peer would not know it again.
 */
final class NotRepeatableException extends VstpException {

	NotRepeatableException(String message) {
		super(message);
	}

}
