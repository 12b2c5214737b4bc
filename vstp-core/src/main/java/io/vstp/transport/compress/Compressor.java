package io.vstp.transport.compress;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.vstp.codec.compress.CompressionAlgorithm;
import io.vstp.codec.compress.PayloadCodec;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.transport.CompressionOptions;
import org.jspecify.annotations.Nullable;

/**
 * Compresses the payloads that go to one peer, if it takes that. Safe for use by several
 * threads.
 */
public final class Compressor {

	/** What event loops compress and decompress themselves, in bytes of the original. */
	public static final int MAX_ON_EVENT_LOOP = 64 * 1024;

	/** What the header takes. */
	private static final int HEADER_LENGTH = 2 + HeaderNames.COMPRESSION.length() + 4;

	private final CompressionOptions options;

	private volatile @Nullable PayloadCodec codec;

	/**
	 * Creates a compressor that compresses nothing yet.
	 * @param options what to compress, and how
	 */
	public Compressor(CompressionOptions options) {
		this.options = options;
	}

	/**
	 * Returns what an end says of itself.
	 * @param options what it compresses
	 * @return tokens of {@code vstp-caps}, or an empty string
	 */
	public static String capabilities(CompressionOptions options) {
		return options.algorithms().stream().map(CompressionAlgorithm::token).collect(Collectors.joining(","));
	}

	/**
	 * The peer has introduced itself.
	 * @param greeting the headers of its HELLO or WELCOME
	 */
	public void greeted(Headers greeting) {
		if (this.options.algorithms().isEmpty()) {
			return;
		}
		String capabilities = greeting.get(HeaderNames.VSTP_CAPS);
		List<String> tokens = (capabilities != null)
				? Arrays.stream(capabilities.split(",")).map(String::strip).toList() : List.of();
		this.codec = this.options.algorithms()
			.stream()
			.filter((algorithm) -> tokens.contains(algorithm.token()))
			.findFirst()
			.map((algorithm) -> PayloadCodec.of(algorithm, this.options.level(algorithm)))
			.orElse(null);
	}

	/**
	 * Compresses the payload of a frame if that is worth while: where the peer takes it,
	 * the payload is neither short nor of a type that is compressed already, and becomes
	 * shorter. What is longer than an event loop should compress is left as it is there.
	 * @param frame the frame; taken over, also when this throws
	 * @param maxPayload the longest payload that the peer takes, in bytes
	 * @param maxHeaderLength bytes that the headers may take
	 * @param maxHeaders how many headers there may be
	 * @return the frame to be sent
	 */
	public Frame compress(Frame frame, int maxPayload, int maxHeaderLength, int maxHeaders) {
		PayloadCodec used = this.codec;
		int length = frame.payload().readableBytes();
		Headers headers = frame.headers();
		if (used == null || length < this.options.minSize() || length > maxPayload || frame.type() != FrameType.DATA
				|| headers.byteLength() + HEADER_LENGTH > maxHeaderLength || headers.size() >= maxHeaders
				|| isLeftAlone(frame)) {
			return frame;
		}
		try {
			ByteBuf compressed = compress(used, frame.payload(), length - HEADER_LENGTH - 1);
			if (compressed == null) {
				return frame;
			}
			frame.payload().release();
			return Frame.of(frame.type(), frame.flags() | FrameFlags.COMP,
					headers.with(HeaderNames.COMPRESSION, used.algorithm().token()), compressed);
		}
		catch (Throwable ex) {
			frame.release();
			throw ex;
		}
	}

	private boolean isLeftAlone(Frame frame) {
		return frame.has(FrameFlags.COMP) || frame.headers().contains(HeaderNames.COMPRESSION)
				|| this.options.isExcluded(frame.header(HeaderNames.CONTENT_TYPE))
				|| (frame.payload().readableBytes() > MAX_ON_EVENT_LOOP
						&& Thread.currentThread() instanceof FastThreadLocalThread);
	}

	private static @Nullable ByteBuf compress(PayloadCodec codec, ByteBuf payload, int room) {
		if (room <= 0) {
			return null;
		}
		ByteBuf out = ByteBufAllocator.DEFAULT.directBuffer(room, room);
		boolean fits = false;
		try {
			fits = codec.compress(payload, out);
			// It may have to wait: then not with room for much more than it is.
			return (!fits || out.readableBytes() > room / 2) ? (fits ? out.retain() : null)
					: ByteBufAllocator.DEFAULT.directBuffer(out.readableBytes()).writeBytes(out);
		}
		finally {
			out.release();
		}
	}

}
