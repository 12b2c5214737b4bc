package io.vstp.codec;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

import io.netty.buffer.ByteBuf;
import io.vstp.frame.DecodeError;
import io.vstp.frame.FrameFlags;

/**
 * The numbers of the wire (docs/protocol.md, "A frame").
 */
public final class FrameFormat {

	/** "VT", the first two bytes. */
	public static final int MAGIC = 0x5654;

	/** The only version there is. */
	public static final int VERSION = 1;

	/** Bytes before the header section. */
	public static final int PREAMBLE_LENGTH = 11;

	/** Bytes of the CRC-32 behind the payload. */
	public static final int TRAILER_LENGTH = 4;

	private FrameFormat() {
	}

	static boolean hasTrailer(CrcMode mode, int flags) {
		return mode == CrcMode.ALWAYS || (flags & FrameFlags.CRC) != 0;
	}

	// Touches no state of the buffer, since others may use it at the same time.
	static void update(CRC32 crc, ByteBuf buffer, int index, int length) {
		if (buffer.hasArray()) {
			crc.update(buffer.array(), buffer.arrayOffset() + index, length);
		}
		else if (buffer.nioBufferCount() == 1) {
			crc.update(buffer.nioBuffer(index, length));
		}
		else {
			for (ByteBuffer part : buffer.nioBuffers(index, length)) {
				crc.update(part);
			}
		}
	}

	static int checkCrc(CRC32 crc, int received) {
		int computed = (int) crc.getValue();
		if (received != computed) {
			throw new MalformedFrameException(DecodeError.CRC_MISMATCH,
					"The CRC is %08x, but the frame's bytes give %08x".formatted(received, computed));
		}
		return computed;
	}

}
