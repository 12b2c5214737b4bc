package io.vstp.frame;

import org.jspecify.annotations.Nullable;

/**
 * What all exceptions of this library extend.
 */
public class VstpException extends RuntimeException {

	public VstpException(String message) {
		super(message);
	}

	public VstpException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
