package io.vstp.codec;

import java.util.zip.CRC32;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.vstp.frame.DecodeError;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameLimits;
import io.vstp.frame.FrameTooLargeException;
import io.vstp.frame.Headers;

/**
 * Turns datagrams into frames and back, one frame each (docs/protocol.md, "A frame"). The
 * length of a datagram says whether there is a CRC-32 trailer, so that both are accepted,
 * whatever the mode. Stateless, for use by several threads at once.
 */
public final class DatagramFrameCodec {

	/** The most that UDP takes over IPv4. */
	public static final int MAX_LENGTH = 65_507;

	private final FrameLimits limits;

	private final FrameEncoder encoder;

	/**
	 * Creates a codec.
	 * @param limits what is accepted when decoding
	 * @param crcMode when there is a trailer on what is encoded
	 */
	public DatagramFrameCodec(FrameLimits limits, CrcMode crcMode) {
		this.limits = limits;
		this.encoder = new FrameEncoder(crcMode);
	}

	/**
	 * Reads the frame that a datagram is. Its payload is a retained slice of the datagram
	 * and holds on to the whole buffer.
	 * @param datagram what was received, from the reader index on; it is read to its end
	 * in any case and not released
	 * @return the frame, to be released by the caller, and its CRC
	 * @throws MalformedFrameException if it is not exactly one frame within the limits;
	 * nothing is retained then
	 */
	public Datagram decode(ByteBuf datagram) {
		try {
			Preamble preamble = Preamble.ofDatagram(datagram, this.limits);
			int crc = preamble.trailer() ? checkedCrc(datagram) : crcWithoutTrailer(preamble, datagram);
			datagram.skipBytes(FrameFormat.PREAMBLE_LENGTH);
			Headers headers = preamble.readHeaders(datagram, this.limits);
			ByteBuf payload = (preamble.payloadLength() > 0) ? datagram.readRetainedSlice(preamble.payloadLength())
					: Unpooled.EMPTY_BUFFER;
			return new Datagram(Frame.of(preamble.type(), preamble.flags(), headers, payload), crc);
		}
		finally {
			datagram.skipBytes(datagram.readableBytes());
		}
	}

	/**
	 * Returns the length of the datagram that a frame makes, having checked it.
	 * @param frame the frame
	 * @param limits what the receiver accepts
	 * @return bytes
	 * @throws FrameTooLargeException if it is longer than a limit, or UDP, allows
	 */
	public int length(Frame frame, FrameLimits limits) {
		int length = this.encoder.length(frame, limits);
		if (length > MAX_LENGTH) {
			throw new FrameTooLargeException("The datagram", length, MAX_LENGTH);
		}
		return length;
	}

	/**
	 * Writes a frame as a datagram, copying its payload. Neither releases the frame nor
	 * moves the payload's reader index.
	 * @param frame the frame
	 * @param limits what the receiver accepts
	 * @param allocator gives the buffer
	 * @return a buffer of exactly the datagram's length, owned by the caller
	 * @throws FrameTooLargeException if it is longer than a limit, or UDP, allows;
	 * nothing is allocated then
	 */
	public ByteBuf encode(Frame frame, FrameLimits limits, ByteBufAllocator allocator) {
		int length = length(frame, limits);
		ByteBuf out = allocator.buffer(length, length);
		try {
			this.encoder.encode(frame, out);
			return out;
		}
		catch (RuntimeException ex) {
			out.release();
			throw ex;
		}
	}

	private static int checkedCrc(ByteBuf datagram) {
		int length = datagram.readableBytes() - FrameFormat.TRAILER_LENGTH;
		CRC32 crc = new CRC32();
		FrameFormat.update(crc, datagram, datagram.readerIndex(), length);
		return FrameFormat.checkCrc(crc, datagram.getInt(datagram.readerIndex() + length));
	}

	// A length that was damaged to be 4 too large makes a frame with a trailer look like
	// one without, and the damage would go unnoticed.
	private static int crcWithoutTrailer(Preamble preamble, ByteBuf datagram) {
		int headerLength = preamble.headerLength();
		int payloadLength = preamble.payloadLength();
		if (endsWithTrailer(datagram, headerLength, payloadLength - FrameFormat.TRAILER_LENGTH)
				|| endsWithTrailer(datagram, headerLength - FrameFormat.TRAILER_LENGTH, payloadLength)) {
			throw new MalformedFrameException(DecodeError.CRC_MISMATCH, "A length is wrong by the 4 bytes of the CRC");
		}
		CRC32 crc = new CRC32();
		FrameFormat.update(crc, datagram, datagram.readerIndex(), datagram.readableBytes());
		return (int) crc.getValue();
	}

	private static boolean endsWithTrailer(ByteBuf datagram, int headerLength, int payloadLength) {
		if (headerLength < 0 || payloadLength < 0) {
			return false;
		}
		int start = datagram.readerIndex();
		byte[] preamble = new byte[FrameFormat.PREAMBLE_LENGTH];
		datagram.getBytes(start, preamble);
		Unpooled.wrappedBuffer(preamble).setShortLE(5, headerLength).setInt(7, payloadLength);
		CRC32 crc = new CRC32();
		crc.update(preamble);
		FrameFormat.update(crc, datagram, start + preamble.length, headerLength + payloadLength);
		return (int) crc.getValue() == datagram.getInt(start + preamble.length + headerLength + payloadLength);
	}

}
