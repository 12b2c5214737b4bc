package io.vstp.codec;

import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.zip.CRC32;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameLimits;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Turns a stream of bytes into {@link Frame}s (docs/protocol.md, "A frame"). Payloads are
 * slices of what was read. The limits are checked as soon as the lengths are there. The
 * first thing that is not a frame raises a {@link MalformedFrameException}, after the
 * frames before it; all that follows is discarded.
 */
public final class FrameDecoder extends ByteToMessageDecoder {

	/**
	 * Frames up to this length are waited for whole. Longer ones are taken as they come,
	 * so that their bytes are neither joined by copying nor held back from the CRC.
	 */
	private static final int MAX_WHOLE = 64 * 1024;

	/** From this capacity on, buffers that are mostly empty are not held on to. */
	private static final int MIN_SPARSE = 16 * 1024;

	private static final ByteBuf NOTHING = Unpooled.EMPTY_BUFFER;

	private final FrameLimits limits;

	private final CrcMode crcMode;

	private final CRC32 crc = new CRC32();

	private final StreamFactory streams;

	private @Nullable LongPayload payload;

	private boolean failed;

	/**
	 * Creates a decoder for one stream of bytes, which waits for frames until they are
	 * whole.
	 * @param limits what is accepted
	 * @param crcMode when there is a trailer
	 */
	public FrameDecoder(FrameLimits limits, CrcMode crcMode) {
		this(limits, crcMode, (head, length) -> null);
	}

	/**
	 * Creates a decoder for one stream of bytes.
	 * @param limits what is accepted
	 * @param crcMode when there is a trailer
	 * @param streams says which long frames are handed on before they are whole
	 */
	public FrameDecoder(FrameLimits limits, CrcMode crcMode, StreamFactory streams) {
		this.limits = limits;
		this.crcMode = crcMode;
		this.streams = streams;
	}

	@Override
	protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
		if (this.failed) {
			in.skipBytes(in.readableBytes());
			return;
		}
		try {
			Frame frame = next(ctx, in);
			if (frame != null) {
				out.add(frame);
			}
		}
		catch (MalformedFrameException ex) {
			this.failed = true;
			abandon(ex);
			in.skipBytes(in.readableBytes());
			throw ex;
		}
	}

	private @Nullable Frame next(ChannelHandlerContext ctx, ByteBuf in) {
		if (this.payload != null) {
			return goOn(this.payload, in);
		}
		Preamble preamble = Preamble.peek(in, this.limits, this.crcMode);
		if (preamble == null) {
			return null;
		}
		int length = preamble.frameLength();
		if (in.readableBytes() >= length) {
			return whole(ctx, preamble, in, length);
		}
		int head = FrameFormat.PREAMBLE_LENGTH + preamble.headerLength();
		if (length > MAX_WHOLE && in.readableBytes() >= head) {
			return begin(ctx, preamble, in, head);
		}
		return null;
	}

	private Frame whole(ChannelHandlerContext ctx, Preamble preamble, ByteBuf in, int length) {
		int start = in.readerIndex();
		if (preamble.trailer()) {
			int end = start + length - FrameFormat.TRAILER_LENGTH;
			this.crc.reset();
			FrameFormat.update(this.crc, in, start, end - start);
			FrameFormat.checkCrc(this.crc, in.getInt(end));
		}
		in.skipBytes(FrameFormat.PREAMBLE_LENGTH);
		Headers headers = preamble.readHeaders(in, this.limits);
		ByteBuf payload = payload(ctx, in, preamble.payloadLength());
		in.readerIndex(start + length);
		return Frame.of(preamble.type(), preamble.flags(), headers, payload);
	}

	private static ByteBuf payload(ChannelHandlerContext ctx, ByteBuf in, int length) {
		if (length == 0) {
			return Unpooled.EMPTY_BUFFER;
		}
		if (in.capacity() >= MIN_SPARSE && in.writerIndex() < in.capacity() / 8) {
			// A slice would hold on to a large buffer into which little was read.
			return ctx.alloc().buffer(length).writeBytes(in, length);
		}
		return in.readRetainedSlice(length);
	}

	private @Nullable Frame begin(ChannelHandlerContext ctx, Preamble preamble, ByteBuf in, int head) {
		this.crc.reset();
		FrameFormat.update(this.crc, in, in.readerIndex(), head);
		in.skipBytes(FrameFormat.PREAMBLE_LENGTH);
		Headers headers = preamble.readHeaders(in, this.limits);
		PayloadStream stream = this.streams.create(Frame.of(preamble.type(), preamble.flags(), headers, NOTHING),
				preamble.payloadLength());
		if (stream != null) {
			this.payload = new StreamedPayload(ctx.alloc(), preamble, this.crc, stream);
			return stream.head(preamble.type(), preamble.flags(), headers);
		}
		this.payload = new PayloadAssembly(ctx.alloc(), preamble, headers, this.crc);
		return goOn(this.payload, in);
	}

	private @Nullable Frame goOn(LongPayload current, ByteBuf in) {
		if (!current.take(in)) {
			return null;
		}
		if (current.preamble().trailer()) {
			if (in.readableBytes() < FrameFormat.TRAILER_LENGTH) {
				return null;
			}
			FrameFormat.checkCrc(this.crc, in.readInt());
		}
		this.payload = null;
		return current.finish();
	}

	@Override
	protected void handlerRemoved0(ChannelHandlerContext ctx) {
		abandon(new ClosedChannelException());
	}

	private void abandon(Throwable cause) {
		if (this.payload != null) {
			this.payload.abandon(cause);
			this.payload = null;
		}
	}

	/**
	 * Says which long frames are handed on before they are whole.
	 */
	@FunctionalInterface
	public interface StreamFactory {

		/**
		 * Makes the stream for a long frame of which the headers are there. Called on the
		 * event loop.
		 * @param head the frame without its payload
		 * @param length the length of the payload in bytes
		 * @return the stream, or {@code null} to wait until the frame is whole
		 */
		@Nullable PayloadStream create(Frame head, int length);

	}

}
