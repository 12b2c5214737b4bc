package io.vstp.codec;

import java.util.zip.CRC32;

import io.netty.buffer.ByteBuf;
import io.vstp.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a long frame while it comes in.
 */
abstract class LongPayload {

	/**
	 * What is shorter is copied: a slice holds on to the whole buffer it was read into.
	 */
	static final int MIN_SLICE = 16 * 1024;

	private final Preamble preamble;

	private final CRC32 crc;

	private int remaining;

	/**
	 * Creates a payload of which nothing has come yet.
	 * @param preamble the preamble of its frame
	 * @param crc the CRC of all that came before
	 */
	LongPayload(Preamble preamble, CRC32 crc) {
		this.preamble = preamble;
		this.crc = crc;
		this.remaining = preamble.payloadLength();
	}

	final Preamble preamble() {
		return this.preamble;
	}

	final int remaining() {
		return this.remaining;
	}

	/**
	 * Takes what belongs to the payload.
	 * @param in what came in
	 * @return whether the payload is whole
	 */
	final boolean take(ByteBuf in) {
		int length = Math.min(in.readableBytes(), this.remaining);
		if (length > 0) {
			FrameFormat.update(this.crc, in, in.readerIndex(), length);
			this.remaining -= length;
			add(in, length);
		}
		return this.remaining == 0;
	}

	/**
	 * Takes a part of the payload.
	 * @param in what came in; its reader index moves
	 * @param length the length of the part
	 */
	abstract void add(ByteBuf in, int length);

	/**
	 * The payload is whole, and so is the frame.
	 * @return the frame, or {@code null} if it was handed on before
	 */
	abstract @Nullable Frame finish();

	/**
	 * The rest will not come.
	 * @param cause why not
	 */
	abstract void abandon(Throwable cause);

}
