package io.vstp.frame;

/**
 * What a frame may measure at the most; checked before anything is allocated, when
 * reading and when writing.
 *
 * @param maxFrameLength bytes of a whole frame with its preamble and trailer; default
 * {@value #DEFAULT_MAX_FRAME_LENGTH}, at least {@value #MIN_FRAME_LENGTH}
 * @param maxHeaderLength bytes of the header section, 0 to 65,535; default
 * {@value #DEFAULT_MAX_HEADER_LENGTH}
 * @param maxHeaders number of headers; default {@value #DEFAULT_MAX_HEADERS}
 */
public record FrameLimits(int maxFrameLength, int maxHeaderLength, int maxHeaders) {

	/** The crate's limit over TCP: 8 MiB in all. */
	public static final int DEFAULT_MAX_FRAME_LENGTH = 8 * 1024 * 1024;

	/** All that HDR_LEN can say. */
	public static final int DEFAULT_MAX_HEADER_LENGTH = 65_535;

	/** More headers than any application sends, fewer than an attacker would like. */
	public static final int DEFAULT_MAX_HEADERS = 1_024;

	/** Room for a preamble, a trailer and a little content. */
	public static final int MIN_FRAME_LENGTH = 64;

	/** The defaults. */
	public static final FrameLimits DEFAULTS = new FrameLimits(DEFAULT_MAX_FRAME_LENGTH, DEFAULT_MAX_HEADER_LENGTH,
			DEFAULT_MAX_HEADERS);

	public FrameLimits {
		check(maxFrameLength >= MIN_FRAME_LENGTH, "maxFrameLength", MIN_FRAME_LENGTH + " or more", maxFrameLength);
		check(maxHeaderLength >= 0 && maxHeaderLength <= DEFAULT_MAX_HEADER_LENGTH, "maxHeaderLength", "0 to 65535",
				maxHeaderLength);
		check(maxHeaders >= 0, "maxHeaders", "0 or more", maxHeaders);
	}

	private static void check(boolean valid, String name, String expected, int actual) {
		if (!valid) {
			throw new IllegalArgumentException("%s must be %s, but is %d".formatted(name, expected, actual));
		}
	}

	/**
	 * Returns these limits with another length of the whole frame.
	 * @param maxFrameLength bytes
	 * @return new limits
	 */
	public FrameLimits withMaxFrameLength(int maxFrameLength) {
		return new FrameLimits(maxFrameLength, this.maxHeaderLength, this.maxHeaders);
	}

}
