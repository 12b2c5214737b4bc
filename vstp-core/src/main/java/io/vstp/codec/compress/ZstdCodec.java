package io.vstp.codec.compress;

import java.nio.ByteBuffer;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Zstandard with one frame, by zstd-jni. What is not in one direct buffer is copied into
 * one, which takes a small part of the time that compression does.
 */
final class ZstdCodec implements PayloadCodec {

	/** What each decoder has to bear (RFC 9659), and no decoder here bears more. */
	private static final int MAX_WINDOW = 8 * 1024 * 1024;

	private static final int FIRST_ROOM = 64 * 1024;

	private final int level;

	ZstdCodec(int level) {
		this.level = level;
	}

	@Override
	public CompressionAlgorithm algorithm() {
		return CompressionAlgorithm.ZSTD;
	}

	@Override
	public boolean compress(ByteBuf payload, ByteBuf out) {
		ByteBuf source = direct(payload);
		// A context of its own is as large as the payload needs it, and no larger.
		try (ZstdCompressCtx context = new ZstdCompressCtx()) {
			context.setLevel(this.level).setContentSize(true);
			ByteBuffer target = out.nioBuffer(out.writerIndex(), out.writableBytes());
			int written = context.compress(target, view(source));
			out.writerIndex(out.writerIndex() + written);
			return true;
		}
		catch (ZstdException ex) {
			// With sound arguments there is but one way to fail: no room.
			return false;
		}
		finally {
			source.release();
		}
	}

	@Override
	public int decompressedLength(ByteBuf payload, int limit) {
		ZstdHeader header = ZstdHeader.of(payload);
		if (header.contentLength() > limit) {
			throw new MalformedPayloadException("The payload is decompressed %d bytes long, the limit is %d"
				.formatted(header.contentLength(), limit));
		}
		if (header.contentLength() == ZstdHeader.UNKNOWN && header.windowLength() > MAX_WINDOW) {
			throw new MalformedPayloadException("The payload needs a window of %d bytes, the limit is %d"
				.formatted(header.windowLength(), MAX_WINDOW));
		}
		return (header.contentLength() == ZstdHeader.UNKNOWN) ? limit : (int) header.contentLength();
	}

	@Override
	public ByteBuf decompress(ByteBuf payload, int length, ByteBufAllocator allocator) {
		boolean known = ZstdHeader.of(payload).contentLength() != ZstdHeader.UNKNOWN;
		ByteBuf out = allocator.directBuffer(known ? length : Math.min(length, FIRST_ROOM), length);
		try {
			if (!decompress(payload, out) || (known && out.readableBytes() != length)) {
				throw new MalformedPayloadException("The payload is not zstd, or damaged");
			}
			return out;
		}
		catch (Throwable ex) {
			out.release();
			throw ex;
		}
	}

	// Whether it is a frame that ends with the payload.
	private static boolean decompress(ByteBuf payload, ByteBuf out) {
		ByteBuf source = direct(payload);
		try (ZstdDecompressCtx context = new ZstdDecompressCtx()) {
			ByteBuffer in = view(source);
			return decompress(context, in, out) && !in.hasRemaining();
		}
		catch (ZstdException ex) {
			return false;
		}
		finally {
			source.release();
		}
	}

	// Whether the frame ended. In a buffer that has room for all of it the library needs
	// no window beside it.
	private static boolean decompress(ZstdDecompressCtx context, ByteBuffer in, ByteBuf out) {
		while (true) {
			int before = in.position();
			ByteBuffer target = out.nioBuffer(out.writerIndex(), out.writableBytes());
			boolean ended = context.decompressDirectByteBufferStream(target, in);
			out.writerIndex(out.writerIndex() + target.position());
			if (ended) {
				return true;
			}
			if (out.maxWritableBytes() == 0 || (in.position() == before && target.position() == 0)) {
				return false;
			}
			if (!target.hasRemaining()) {
				out.capacity(Math.min(out.maxCapacity(), out.capacity() * 2));
			}
		}
	}

	private static ByteBuf direct(ByteBuf payload) {
		if (payload.isDirect() && payload.nioBufferCount() == 1) {
			return payload.retainedSlice();
		}
		ByteBuf copy = payload.alloc().directBuffer(payload.readableBytes());
		return copy.writeBytes(payload, payload.readerIndex(), payload.readableBytes());
	}

	private static ByteBuffer view(ByteBuf buffer) {
		return buffer.nioBuffer(buffer.readerIndex(), buffer.readableBytes());
	}

}
