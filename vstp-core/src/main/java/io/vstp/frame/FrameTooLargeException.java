package io.vstp.frame;

/**
 * A frame is longer than a limit allows. Thrown before anything of it is sent.
 */
public class FrameTooLargeException extends VstpException {

	private final long length;

	private final long limit;

	public FrameTooLargeException(String what, long length, long limit) {
		super("%s is %d bytes long, but the limit is %d bytes".formatted(what, length, limit));
		this.length = length;
		this.limit = limit;
	}

	/**
	 * Creates an exception where it is not for the number of bytes.
	 * @param message what does not fit
	 */
	public FrameTooLargeException(String message) {
		super(message);
		this.length = -1;
		this.limit = -1;
	}

	/**
	 * Returns what was measured.
	 * @return bytes, or -1 if it is not for the number of bytes
	 */
	public long length() {
		return this.length;
	}

	/**
	 * Returns what was allowed.
	 * @return bytes, or -1 if it is not for the number of bytes
	 */
	public long limit() {
		return this.limit;
	}

}
