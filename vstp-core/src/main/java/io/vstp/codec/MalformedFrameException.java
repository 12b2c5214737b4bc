package io.vstp.codec;

import io.vstp.frame.DecodeError;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.VstpException;

/**
 * The bytes are not a frame that this end accepts. What follows them on a stream cannot
 * be read either.
 */
public class MalformedFrameException extends VstpException {

	private final DecodeError error;

	public MalformedFrameException(DecodeError error, String message) {
		super(message);
		this.error = error;
	}

	/**
	 * Returns what is wrong.
	 * @return one of the reasons
	 */
	public DecodeError error() {
		return this.error;
	}

	/**
	 * Returns what the peer is told.
	 * @return {@code malformed}, {@code unsupported-version} or {@code too-large}
	 */
	public ErrorCode code() {
		return this.error.code();
	}

	@Override
	public synchronized Throwable fillInStackTrace() {
		// Peers decide how often this is thrown; the stack says nothing about them.
		return this;
	}

}
