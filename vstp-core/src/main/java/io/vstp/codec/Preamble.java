package io.vstp.codec;

import io.netty.buffer.ByteBuf;
import io.vstp.frame.DecodeError;
import io.vstp.frame.FrameLimits;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The first eleven bytes of a frame, checked against the limits.
 */
record Preamble(FrameType type, int flags, int headerLength, int payloadLength, boolean trailer) {

	/**
	 * Looks at the bytes that are there, so that garbage is noticed with its first byte.
	 * @param in what came in; its reader index stays
	 * @param limits what is accepted
	 * @param crcMode when there is a trailer
	 * @return the preamble, or {@code null} if it is not there whole
	 */
	static @Nullable Preamble peek(ByteBuf in, FrameLimits limits, CrcMode crcMode) {
		if (in.readableBytes() < FrameFormat.PREAMBLE_LENGTH) {
			checkBeginning(in);
			return null;
		}
		return read(in, limits, FrameFormat.hasTrailer(crcMode, in.getUnsignedByte(in.readerIndex() + 4)));
	}

	/**
	 * Looks at a datagram, whose length must be that of the frame with or without
	 * trailer.
	 * @param in the datagram; its reader index stays
	 * @param limits what is accepted
	 * @return the preamble
	 */
	static Preamble ofDatagram(ByteBuf in, FrameLimits limits) {
		int length = in.readableBytes();
		if (length < FrameFormat.PREAMBLE_LENGTH) {
			checkBeginning(in);
			throw wrongLength(length, FrameFormat.PREAMBLE_LENGTH);
		}
		Preamble bare = read(in, limits, false);
		if (bare.frameLength() == length) {
			return bare;
		}
		Preamble preamble = read(in, limits, true);
		if (preamble.frameLength() != length) {
			throw wrongLength(length, bare.frameLength());
		}
		return preamble;
	}

	private static Preamble read(ByteBuf in, FrameLimits limits, boolean trailer) {
		int start = in.readerIndex();
		if (in.getUnsignedShort(start) != FrameFormat.MAGIC) {
			throw notMagic(in);
		}
		checkVersion(in.getUnsignedByte(start + 2));
		FrameType type = type(in.getUnsignedByte(start + 3));
		int flags = in.getUnsignedByte(start + 4);
		int headerLength = in.getUnsignedShortLE(start + 5);
		long payloadLength = in.getUnsignedInt(start + 7);
		long length = FrameFormat.PREAMBLE_LENGTH + headerLength + payloadLength
				+ (trailer ? FrameFormat.TRAILER_LENGTH : 0);
		if (length > limits.maxFrameLength()) {
			throw tooLarge("The frame", length, limits.maxFrameLength());
		}
		if (headerLength > limits.maxHeaderLength()) {
			throw tooLarge("The header section", headerLength, limits.maxHeaderLength());
		}
		return new Preamble(type, flags, headerLength, (int) payloadLength, trailer);
	}

	/**
	 * Returns the length of the whole frame.
	 * @return bytes
	 */
	int frameLength() {
		return FrameFormat.PREAMBLE_LENGTH + this.headerLength + this.payloadLength
				+ (this.trailer ? FrameFormat.TRAILER_LENGTH : 0);
	}

	/**
	 * Reads the header section.
	 * @param in where the section begins; its reader index moves
	 * @param limits what is accepted
	 * @return the headers
	 */
	Headers readHeaders(ByteBuf in, FrameLimits limits) {
		Headers headers = Headers.read(in, this.headerLength, limits.maxHeaders());
		if (headers == null) {
			throw new MalformedFrameException(DecodeError.BAD_HEADERS,
					"The header section of %d bytes does not hold whole headers, or more than %d of them"
						.formatted(this.headerLength, limits.maxHeaders()));
		}
		return headers;
	}

	private static void checkBeginning(ByteBuf in) {
		int start = in.readerIndex();
		int readable = in.readableBytes();
		if (readable > 0 && in.getByte(start) != (byte) (FrameFormat.MAGIC >> 8)) {
			throw notMagic(in);
		}
		if (readable > 1 && in.getByte(start + 1) != (byte) FrameFormat.MAGIC) {
			throw notMagic(in);
		}
		if (readable > 2) {
			checkVersion(in.getUnsignedByte(start + 2));
		}
		if (readable > 3) {
			type(in.getUnsignedByte(start + 3));
		}
	}

	private static MalformedFrameException notMagic(ByteBuf in) {
		int start = in.readerIndex();
		StringBuilder seen = new StringBuilder();
		for (int i = start; i < Math.min(start + 2, in.writerIndex()); i++) {
			seen.append("%02x".formatted(in.getUnsignedByte(i)));
		}
		return new MalformedFrameException(DecodeError.BAD_MAGIC,
				"A frame begins with 5654 (\"VT\"), not with " + seen);
	}

	private static void checkVersion(int version) {
		if (version != FrameFormat.VERSION) {
			throw new MalformedFrameException(DecodeError.UNSUPPORTED_VERSION,
					"Only version 1 is spoken here, not version " + version);
		}
	}

	private static FrameType type(int code) {
		FrameType type = FrameType.ofCode(code);
		if (type == null) {
			throw new MalformedFrameException(DecodeError.UNKNOWN_TYPE, "Frame types are 1 to 8, not " + code);
		}
		return type;
	}

	private static MalformedFrameException wrongLength(int length, int expected) {
		return new MalformedFrameException(DecodeError.BAD_LENGTH,
				"The datagram is %d bytes long, but the frame in it %d, or 4 more with CRC".formatted(length,
						expected));
	}

	private static MalformedFrameException tooLarge(String what, long length, int limit) {
		return new MalformedFrameException(DecodeError.TOO_LARGE,
				"%s is %d bytes long, but the limit is %d bytes".formatted(what, length, limit));
	}

}
