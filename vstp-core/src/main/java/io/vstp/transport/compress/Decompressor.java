package io.vstp.transport.compress;

import java.util.EnumMap;
import java.util.Map;

import io.vstp.codec.compress.CompressionAlgorithm;
import io.vstp.codec.compress.MalformedPayloadException;
import io.vstp.codec.compress.PayloadCodec;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.transport.CompressionOptions;

/**
 * Takes the compressed payloads that this end has said it takes, and no others.
 * Immutable.
 */
public final class Decompressor {

	private final Map<CompressionAlgorithm, PayloadCodec> codecs = new EnumMap<>(CompressionAlgorithm.class);

	private final int maxLength;

	/**
	 * Creates a decompressor.
	 * @param options what this end takes
	 * @param maxLength the longest payload that it takes, decompressed, in bytes
	 */
	public Decompressor(CompressionOptions options, int maxLength) {
		options.algorithms()
			.forEach((algorithm) -> this.codecs.put(algorithm, PayloadCodec.of(algorithm, algorithm.defaultLevel())));
		this.maxLength = maxLength;
	}

	/**
	 * Says whether a frame says of itself that its payload is compressed, and by what.
	 * @param frame the frame
	 * @return whether it does
	 */
	public static boolean isCompressed(Frame frame) {
		return frame.has(FrameFlags.COMP) && frame.type() == FrameType.DATA
				&& frame.headers().contains(HeaderNames.COMPRESSION);
	}

	/**
	 * Looks at a frame whose payload is compressed; nothing is decompressed yet.
	 * @param frame the frame; not taken over
	 * @return the frame
	 * @throws MalformedPayloadException if this end does not take it
	 */
	public CompressedFrame inspect(Frame frame) {
		String token = String.valueOf(frame.header(HeaderNames.COMPRESSION));
		for (PayloadCodec codec : this.codecs.values()) {
			if (codec.algorithm().token().equals(token)) {
				return new CompressedFrame(frame, codec, codec.decompressedLength(frame.payload(), this.maxLength));
			}
		}
		throw new MalformedPayloadException("The payload is compressed in a way that was not offered");
	}

}
