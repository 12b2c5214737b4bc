package io.vstp.codec.compress;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Gzip with one member, by the JDK's zlib, from buffer to buffer without a copy.
 */
final class GzipCodec implements PayloadCodec {

	/** A deflater takes about 256 KiB of native memory, and an inflater 40. */
	private static final Reusable<Deflater> DEFLATERS = new Reusable<>(
			() -> new Deflater(Deflater.DEFAULT_COMPRESSION, true), Deflater::end);

	private static final Reusable<Inflater> INFLATERS = new Reusable<>(() -> new Inflater(true), Inflater::end);

	private static final int UNKNOWN_SYSTEM = 0xFF;

	private final int level;

	GzipCodec(int level) {
		this.level = level;
	}

	@Override
	public CompressionAlgorithm algorithm() {
		return CompressionAlgorithm.GZIP;
	}

	@Override
	public boolean compress(ByteBuf payload, ByteBuf out) {
		int room = out.writableBytes() - GzipLayout.HEADER_LENGTH - GzipLayout.TRAILER_LENGTH;
		if (room <= 0) {
			return false;
		}
		out.writeShort(GzipLayout.MAGIC).writeByte(GzipLayout.DEFLATED).writeZero(6).writeByte(UNKNOWN_SYSTEM);
		ByteBuffer[] parts = parts(payload, payload.readerIndex(), payload.readableBytes());
		ByteBuffer target = out.nioBuffer(out.writerIndex(), room);
		if (!deflate(parts, target)) {
			return false;
		}
		out.writerIndex(out.writerIndex() + target.position());
		out.writeIntLE(crc(parts)).writeIntLE(payload.readableBytes());
		return true;
	}

	private boolean deflate(ByteBuffer[] parts, ByteBuffer target) {
		Deflater deflater = DEFLATERS.take();
		try {
			deflater.setLevel(this.level);
			for (int i = 0; i < parts.length; i++) {
				deflater.setInput(parts[i].duplicate());
				if (i == parts.length - 1) {
					deflater.finish();
				}
				while (!deflater.finished() && (i == parts.length - 1 || !deflater.needsInput())) {
					if (!target.hasRemaining()) {
						return false;
					}
					deflater.deflate(target);
				}
			}
			return true;
		}
		finally {
			deflater.reset();
			DEFLATERS.giveBack(deflater);
		}
	}

	@Override
	public int decompressedLength(ByteBuf payload, int limit) {
		long length = GzipLayout.of(payload).length();
		if (length > limit) {
			throw new MalformedPayloadException(
					"The payload is decompressed %d bytes long, the limit is %d".formatted(length, limit));
		}
		return (int) length;
	}

	@Override
	public ByteBuf decompress(ByteBuf payload, int length, ByteBufAllocator allocator) {
		GzipLayout layout = GzipLayout.of(payload);
		ByteBuffer[] parts = parts(payload, payload.readerIndex() + layout.dataOffset(), layout.dataLength());
		ByteBuf out = allocator.directBuffer(length, length);
		try {
			ByteBuffer target = out.nioBuffer(0, length);
			if (!inflate(parts, target, layout.dataLength()) || target.hasRemaining()
					|| crc(target.flip()) != layout.crc()) {
				throw new MalformedPayloadException("The payload is not gzip, or damaged");
			}
			return out.writerIndex(length);
		}
		catch (Throwable ex) {
			out.release();
			throw ex;
		}
	}

	// Whether all of the data, and nothing but it, was used up within the room there is.
	private static boolean inflate(ByteBuffer[] parts, ByteBuffer target, int dataLength) {
		Inflater inflater = INFLATERS.take();
		try {
			ByteBuffer beyond = ByteBuffer.allocate(1);
			for (ByteBuffer part : parts) {
				inflater.setInput(part);
				while (!inflater.finished() && !inflater.needsInput()) {
					// The end of the data may come after the last byte.
					int made = inflater.inflate(target.hasRemaining() ? target : beyond);
					if (!beyond.hasRemaining() || (made == 0 && inflater.needsDictionary())) {
						return false;
					}
				}
			}
			return inflater.finished() && inflater.getBytesRead() == dataLength;
		}
		catch (DataFormatException ex) {
			return false;
		}
		finally {
			inflater.reset();
			INFLATERS.giveBack(inflater);
		}
	}

	private static ByteBuffer[] parts(ByteBuf buffer, int index, int length) {
		return (buffer.nioBufferCount() == 1) ? new ByteBuffer[] { buffer.nioBuffer(index, length) }
				: buffer.nioBuffers(index, length);
	}

	private static int crc(ByteBuffer... parts) {
		CRC32 crc = new CRC32();
		for (ByteBuffer part : parts) {
			crc.update(part.duplicate());
		}
		return (int) crc.getValue();
	}

}
