package io.vstp.codec;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.VstpException;

/**
 * The bytes are not a frame that this end accepts. What follows them on a stream cannot
 * be read either.
 */
public class MalformedFrameException extends VstpException {

	private final ErrorCode code;

	public MalformedFrameException(ErrorCode code, String message) {
		super(message);
		this.code = code;
	}

	/**
	 * Returns what the peer is told.
	 * @return {@code malformed}, {@code unsupported-version} or {@code too-large}
	 */
	public ErrorCode code() {
		return this.code;
	}

	@Override
	public synchronized Throwable fillInStackTrace() {
		// Peers decide how often this is thrown; the stack says nothing about them.
		return this;
	}

}
