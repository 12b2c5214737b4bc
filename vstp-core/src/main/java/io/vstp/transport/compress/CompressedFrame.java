package io.vstp.transport.compress;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.vstp.codec.compress.PayloadCodec;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.HeaderNames;

/**
 * A frame that is yet to be decompressed.
 *
 * @param frame the frame as it came
 * @param codec decompresses it
 * @param length bytes that its payload may become, and most often will
 */
public record CompressedFrame(Frame frame, PayloadCodec codec, int length) {

	/**
	 * Returns the frame as it will be, but with its payload as it is. It shares the
	 * payload, and does not retain it.
	 * @return the frame without flag and header
	 */
	public Frame disguised() {
		return original(this.frame.payload());
	}

	/**
	 * Decompresses the payload.
	 * @return the frame as it was sent, the caller's to release; the one that came is
	 * released
	 * @throws io.vstp.codec.compress.MalformedPayloadException if this fails; then the
	 * one that came is not released
	 */
	public Frame decompress() {
		ByteBuf payload = this.codec.decompress(this.frame.payload(), this.length, ByteBufAllocator.DEFAULT);
		Frame original = original(payload);
		this.frame.release();
		return original;
	}

	private Frame original(ByteBuf payload) {
		return Frame.of(this.frame.type(), this.frame.flags() & ~FrameFlags.COMP,
				this.frame.headers().toBuilder().remove(HeaderNames.COMPRESSION).build(), payload);
	}

}
