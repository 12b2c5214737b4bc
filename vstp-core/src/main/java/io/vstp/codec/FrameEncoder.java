package io.vstp.codec;

import java.util.zip.CRC32;

import io.netty.buffer.ByteBuf;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameLimits;
import io.vstp.frame.FrameTooLargeException;
import io.vstp.frame.Headers;

/**
 * Turns {@link Frame}s into bytes (docs/protocol.md, "A frame"). Stateless, for use by
 * several threads at once.
 */
public final class FrameEncoder {

	private final CrcMode crcMode;

	/**
	 * Creates an encoder.
	 * @param crcMode when there is a trailer
	 */
	public FrameEncoder(CrcMode crcMode) {
		this.crcMode = crcMode;
	}

	/**
	 * Returns the length of a frame on the wire, having checked it.
	 * @param frame the frame
	 * @param limits what the receiver accepts
	 * @return bytes
	 * @throws FrameTooLargeException if it is longer than a limit allows
	 */
	public int length(Frame frame, FrameLimits limits) {
		Headers headers = frame.headers();
		if (headers.byteLength() > limits.maxHeaderLength()) {
			throw new FrameTooLargeException("The header section", headers.byteLength(), limits.maxHeaderLength());
		}
		if (headers.size() > limits.maxHeaders()) {
			throw new IllegalArgumentException(
					"The frame has %d headers, but the limit is %d".formatted(headers.size(), limits.maxHeaders()));
		}
		long length = headLength(frame) + (long) frame.payload().readableBytes() + trailerLength(frame);
		if (length > limits.maxFrameLength()) {
			throw new FrameTooLargeException("The frame", length, limits.maxFrameLength());
		}
		return (int) length;
	}

	/**
	 * Returns the length of what goes before the payload.
	 * @param frame the frame
	 * @return bytes of preamble and header section
	 */
	public int headLength(Frame frame) {
		return FrameFormat.PREAMBLE_LENGTH + frame.headers().byteLength();
	}

	/**
	 * Returns the length of what goes behind the payload.
	 * @param frame the frame
	 * @return 4, or 0 where there is no CRC
	 */
	public int trailerLength(Frame frame) {
		return FrameFormat.hasTrailer(this.crcMode, frame.flags()) ? FrameFormat.TRAILER_LENGTH : 0;
	}

	/**
	 * Writes a whole frame, copying its payload. Neither releases the frame nor moves the
	 * payload's reader index.
	 * @param frame the frame, whose length has been checked
	 * @param out where to
	 */
	public void encode(Frame frame, ByteBuf out) {
		int start = out.writerIndex();
		encodeHead(frame, out);
		ByteBuf payload = frame.payload();
		out.writeBytes(payload, payload.readerIndex(), payload.readableBytes());
		if (trailerLength(frame) > 0) {
			CRC32 crc = new CRC32();
			FrameFormat.update(crc, out, start, out.writerIndex() - start);
			out.writeInt((int) crc.getValue());
		}
	}

	/**
	 * Writes what goes before the payload.
	 * @param frame the frame, whose length has been checked
	 * @param out where to
	 */
	public void encodeHead(Frame frame, ByteBuf out) {
		Headers headers = frame.headers();
		out.writeShort(FrameFormat.MAGIC);
		out.writeByte(FrameFormat.VERSION);
		out.writeByte(frame.type().code());
		out.writeByte(frame.flags());
		out.writeShortLE(headers.byteLength());
		out.writeInt(frame.payload().readableBytes());
		headers.writeTo(out);
	}

	/**
	 * Writes what goes behind the payload.
	 * @param frame the frame
	 * @param head what {@link #encodeHead} wrote, and nothing else
	 * @param out where to
	 */
	public void encodeTrailer(Frame frame, ByteBuf head, ByteBuf out) {
		if (trailerLength(frame) > 0) {
			CRC32 crc = new CRC32();
			FrameFormat.update(crc, head, head.readerIndex(), head.readableBytes());
			FrameFormat.update(crc, frame.payload(), frame.payload().readerIndex(), frame.payload().readableBytes());
			out.writeInt((int) crc.getValue());
		}
	}

}
