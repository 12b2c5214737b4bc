package io.vstp.transport.dispatch;

import io.vstp.frame.FrameLimits;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;

/**
 * What a peer says of itself (docs/protocol.md, "HELLO and WELCOME").
 */
public final class PeerLimits {

	/** Room for each frame of the protocol's own, with the longest ids there can be. */
	private static final int MIN_MAX_FRAME = 1024;

	private PeerLimits() {
	}

	/**
	 * Returns what may be sent.
	 * @param greeting the headers of HELLO or WELCOME, or none
	 * @param own this end's limits
	 * @return the lower of this end's limits and the peer's; a {@code max-frame} that is
	 * not there or not a number counts as the protocol's 8 MiB, less than 1,024 as 1,024
	 */
	public static FrameLimits of(Headers greeting, FrameLimits own) {
		return own.withMaxFrameLength(Math.min(own.maxFrameLength(), maxFrame(greeting)));
	}

	private static int maxFrame(Headers greeting) {
		String value = greeting.get(HeaderNames.MAX_FRAME);
		if (value == null || value.isEmpty() || value.length() > 18 || !value.chars().allMatch(PeerLimits::isDigit)) {
			return FrameLimits.DEFAULT_MAX_FRAME_LENGTH;
		}
		return (int) Math.max(MIN_MAX_FRAME, Math.min(Integer.MAX_VALUE, Long.parseLong(value)));
	}

	private static boolean isDigit(int c) {
		return c >= '0' && c <= '9';
	}

}
