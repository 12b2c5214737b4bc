package io.vstp.frame;

/**
 * What is wrong with bytes that should be a frame.
 */
public enum DecodeError {

	/** They do not begin with "VT". */
	BAD_MAGIC(ErrorCode.MALFORMED),

	/** The version is not spoken here. */
	UNSUPPORTED_VERSION(ErrorCode.UNSUPPORTED_VERSION),

	/** There is no such type of frames. */
	UNKNOWN_TYPE(ErrorCode.MALFORMED),

	/** The frame, or its header section, is longer than this end accepts. */
	TOO_LARGE(ErrorCode.TOO_LARGE),

	/** The header section does not hold whole headers, or too many of them. */
	BAD_HEADERS(ErrorCode.MALFORMED),

	/** A datagram has not the length of the frame in it. */
	BAD_LENGTH(ErrorCode.MALFORMED),

	/** The CRC is not that of the frame's bytes. */
	CRC_MISMATCH(ErrorCode.MALFORMED);

	private final ErrorCode code;

	DecodeError(ErrorCode code) {
		this.code = code;
	}

	/**
	 * Returns what the peer is told.
	 * @return {@code malformed}, {@code unsupported-version} or {@code too-large}
	 */
	public ErrorCode code() {
		return this.code;
	}

}
