package io.vstp.spring.handler;

import io.vstp.frame.VstpException;
import org.jspecify.annotations.Nullable;

/**
 * Something marked with {@link io.vstp.spring.annotation.VstpHandler @VstpHandler} cannot
 * handle frames. Stops the start-up.
 */
public class InvalidHandlerException extends VstpException {

	private final @Nullable String action;

	public InvalidHandlerException(String message) {
		this(message, null);
	}

	public InvalidHandlerException(String message, @Nullable Throwable cause) {
		this(message, null, cause);
	}

	public InvalidHandlerException(String message, @Nullable String action, @Nullable Throwable cause) {
		super(message, cause);
		this.action = action;
	}

	/**
	 * Returns what to do about it.
	 * @return a sentence, or {@code null} where the message says it all
	 */
	public @Nullable String action() {
		return this.action;
	}

}
