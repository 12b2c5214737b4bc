package io.vstp.spring.handler;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.VstpException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by a handler, or by what resolves its arguments, to have the frame answered with
 * a certain ERR.
 */
public class FrameRefusedException extends VstpException {

	private final VstpError error;

	public FrameRefusedException(ErrorCode code, String message) {
		this(VstpError.of(code, message), null);
	}

	public FrameRefusedException(String code, String message) {
		this(VstpError.of(code, message), null);
	}

	public FrameRefusedException(VstpError error, @Nullable Throwable cause) {
		super(error.message(), cause);
		this.error = error;
	}

	/**
	 * Returns the answer.
	 * @return the ERR
	 */
	public VstpError error() {
		return this.error;
	}

}
