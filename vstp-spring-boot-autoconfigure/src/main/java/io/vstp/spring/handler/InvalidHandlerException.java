package io.vstp.spring.handler;

import io.vstp.frame.VstpException;
import org.jspecify.annotations.Nullable;

/**
 * Something marked with {@link io.vstp.spring.annotation.VstpHandler @VstpHandler} cannot
 * handle frames. Stops the start-up.
 */
public class InvalidHandlerException extends VstpException {

	public InvalidHandlerException(String message) {
		super(message);
	}

	public InvalidHandlerException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
