package io.vstp.codec;

import java.nio.ByteBuffer;
import java.util.HexFormat;

import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;

/**
 * A copy of a frame that can be compared and need not be released.
 *
 * @param type its type
 * @param flags its flags
 * @param headers its headers
 * @param payload its payload
 */
record DecodedFrame(FrameType type, int flags, Headers headers, ByteBuffer payload) {

	static DecodedFrame copyOf(Frame frame) {
		return new DecodedFrame(frame.type(), frame.flags(), frame.headers(), ByteBuffer.wrap(frame.payloadBytes()));
	}

	static DecodedFrame take(Frame frame) {
		try {
			return copyOf(frame);
		}
		finally {
			frame.release();
		}
	}

	@Override
	public String toString() {
		return "%s flags=%02x headers=%s payload=%s".formatted(this.type, this.flags, this.headers,
				HexFormat.of().formatHex(this.payload.array(), 0, Math.min(64, this.payload.limit())));
	}

}
