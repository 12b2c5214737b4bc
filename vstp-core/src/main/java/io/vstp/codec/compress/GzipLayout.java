package io.vstp.codec.compress;

import io.netty.buffer.ByteBuf;

/**
 * Where the parts of a gzip stream of one member are (RFC 1952), and what its trailer
 * says.
 *
 * @param dataOffset bytes before the deflated data
 * @param dataLength bytes of the deflated data
 * @param crc CRC-32 of the original
 * @param length bytes of the original
 */
record GzipLayout(int dataOffset, int dataLength, int crc, long length) {

	static final int HEADER_LENGTH = 10;

	static final int TRAILER_LENGTH = 8;

	static final int MAGIC = 0x1F8B;

	static final int DEFLATED = 8;

	private static final int HEADER_CRC = 0x02;

	private static final int EXTRA = 0x04;

	private static final int NAME = 0x08;

	private static final int COMMENT = 0x10;

	private static final int RESERVED = 0xE0;

	/** Deflate makes no more than this of one byte. */
	private static final int MAX_RATIO = 1032;

	/**
	 * Reads what is around the data.
	 * @param payload the stream
	 * @return its parts
	 * @throws MalformedPayloadException if it is no such stream
	 */
	static GzipLayout of(ByteBuf payload) {
		int start = payload.readerIndex();
		int length = payload.readableBytes();
		check(length >= HEADER_LENGTH + TRAILER_LENGTH && payload.getUnsignedShort(start) == MAGIC
				&& payload.getByte(start + 2) == DEFLATED);
		int dataOffset = headerLength(payload.slice(start, length - TRAILER_LENGTH));
		int trailer = start + length - TRAILER_LENGTH;
		GzipLayout layout = new GzipLayout(dataOffset, length - TRAILER_LENGTH - dataOffset, payload.getIntLE(trailer),
				payload.getUnsignedIntLE(trailer + 4));
		check(layout.length <= (long) layout.dataLength * MAX_RATIO);
		return layout;
	}

	private static int headerLength(ByteBuf in) {
		int flags = in.getUnsignedByte(3);
		check((flags & RESERVED) == 0);
		in.skipBytes(HEADER_LENGTH);
		if ((flags & EXTRA) != 0) {
			check(in.readableBytes() >= 2);
			skip(in, in.readUnsignedShortLE());
		}
		if ((flags & NAME) != 0) {
			skip(in, in.bytesBefore((byte) 0) + 1);
		}
		if ((flags & COMMENT) != 0) {
			skip(in, in.bytesBefore((byte) 0) + 1);
		}
		if ((flags & HEADER_CRC) != 0) {
			skip(in, 2);
		}
		return in.readerIndex();
	}

	private static void skip(ByteBuf in, int length) {
		check(length <= in.readableBytes() && (length > 0 || in.isReadable()));
		in.skipBytes(length);
	}

	private static void check(boolean valid) {
		if (!valid) {
			throw new MalformedPayloadException("The payload is not gzip");
		}
	}

}
