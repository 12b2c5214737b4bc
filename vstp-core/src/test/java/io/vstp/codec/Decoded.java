package io.vstp.codec;

import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameLimits;
import org.jspecify.annotations.Nullable;

/**
 * What a decoder made of a stream.
 *
 * @param frames the frames that came out
 * @param failure what was wrong then, or {@code null}
 */
record Decoded(List<DecodedFrame> frames, @Nullable ErrorCode failure) {

	static final String INCOMPLETE = "incomplete";

	/**
	 * Feeds a decoder in a channel, which is closed then.
	 * @param limits what is accepted
	 * @param mode when there is a trailer
	 * @param chunks the stream
	 * @return what came out
	 */
	static Decoded of(FrameLimits limits, CrcMode mode, byte[]... chunks) {
		EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(limits, mode));
		try {
			return feed(channel, chunks);
		}
		finally {
			channel.finishAndReleaseAll();
		}
	}

	/**
	 * Feeds a decoder in a channel, which stays open.
	 * @param channel a channel with a decoder
	 * @param chunks the stream
	 * @return what came out
	 */
	static Decoded feed(EmbeddedChannel channel, byte[]... chunks) {
		ErrorCode failure = null;
		List<DecodedFrame> frames = new ArrayList<>();
		for (byte[] chunk : chunks) {
			// Tracking single bytes takes longer than all the rest.
			ByteBuf buffer = (chunk.length > 1) ? channel.alloc().buffer(chunk.length).writeBytes(chunk)
					: Unpooled.copiedBuffer(chunk);
			try {
				channel.writeInbound(buffer);
			}
			catch (DecoderException ex) {
				if (failure != null || !(ex.getCause() instanceof MalformedFrameException malformed)) {
					throw ex;
				}
				failure = malformed.code();
			}
			for (Frame frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
				frames.add(DecodedFrame.take(frame));
			}
		}
		return new Decoded(frames, failure);
	}

	static byte[][] singleBytes(byte[] bytes) {
		byte[][] chunks = new byte[bytes.length][];
		for (int i = 0; i < bytes.length; i++) {
			chunks[i] = new byte[] { bytes[i] };
		}
		return chunks;
	}

	static byte[][] splitAt(byte[] bytes, int position) {
		byte[] first = new byte[position];
		byte[] second = new byte[bytes.length - position];
		System.arraycopy(bytes, 0, first, 0, position);
		System.arraycopy(bytes, position, second, 0, second.length);
		return new byte[][] { first, second };
	}

	String answer() {
		if (this.failure != null) {
			return this.failure.code();
		}
		return this.frames.isEmpty() ? INCOMPLETE : "ok";
	}

}
