package io.vstp.codec.compress;

import io.netty.buffer.ByteBuf;

/**
 * What a Zstandard frame says at its beginning (RFC 8878, 3.1.1.1).
 *
 * @param contentLength bytes of the original, or {@link #UNKNOWN}
 * @param windowLength how far back the frame refers, in bytes
 */
record ZstdHeader(long contentLength, long windowLength) {

	static final long UNKNOWN = -1;

	private static final long MAGIC = 0xFD2FB528L;

	private static final int SINGLE_SEGMENT = 0x20;

	private static final int RESERVED = 0x08;

	private static final int DICTIONARY = 0x03;

	private static final int MIN_WINDOW_LOG = 10;

	/**
	 * Reads the beginning of a frame.
	 * @param payload the frame
	 * @return what it says; a length that has 64 bits is {@link Long#MAX_VALUE}
	 * @throws MalformedPayloadException if it is no such frame, or needs a dictionary
	 */
	static ZstdHeader of(ByteBuf payload) {
		ByteBuf in = payload.slice();
		check(in.readableBytes() > 5 && in.readUnsignedIntLE() == MAGIC);
		int descriptor = in.readUnsignedByte();
		check((descriptor & (RESERVED | DICTIONARY)) == 0);
		boolean single = (descriptor & SINGLE_SEGMENT) != 0;
		long window = single ? 0 : window(in.readUnsignedByte());
		long content = contentLength(in, descriptor >> 6, single);
		return new ZstdHeader(content, single ? content : window);
	}

	private static long window(int descriptor) {
		long base = 1L << (MIN_WINDOW_LOG + (descriptor >> 3));
		return base + base / 8 * (descriptor & 7);
	}

	private static long contentLength(ByteBuf in, int code, boolean single) {
		if (code == 0 && !single) {
			return UNKNOWN;
		}
		check(in.readableBytes() > 1 << code);
		return switch (code) {
			case 0 -> in.readUnsignedByte();
			case 1 -> in.readUnsignedShortLE() + 256L;
			case 2 -> in.readUnsignedIntLE();
			default -> {
				long length = in.readLongLE();
				yield (length >= 0) ? length : Long.MAX_VALUE;
			}
		};
	}

	private static void check(boolean valid) {
		if (!valid) {
			throw new MalformedPayloadException("The payload is not zstd");
		}
	}

}
