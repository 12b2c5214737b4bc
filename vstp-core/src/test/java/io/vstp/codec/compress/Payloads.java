package io.vstp.codec.compress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.ZstdOutputStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * Payloads for tests of compression, as others than this project compress them.
 */
public final class Payloads {

	private Payloads() {
	}

	/**
	 * Returns JSON as devices send it.
	 * @param length how long
	 * @return text of that length
	 */
	public static byte[] json(int length) {
		StringBuilder text = new StringBuilder("[");
		Random random = new Random(length);
		while (text.length() < length) {
			text.append("{\"sensor\":\"temp-%03d\",\"celsius\":%.2f,\"ok\":true},".formatted(random.nextInt(50),
					20 + random.nextGaussian()));
		}
		return Arrays.copyOf(text.toString().getBytes(StandardCharsets.US_ASCII), length);
	}

	public static byte[] noise(int length) {
		byte[] noise = new byte[length];
		new Random(length).nextBytes(noise);
		return noise;
	}

	public static byte[] gzip(byte[] original) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write(original);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return out.toByteArray();
	}

	/**
	 * Compresses as a stream, which does not state its length.
	 * @param original what to compress
	 * @return the frame
	 */
	public static byte[] zstdStream(byte[] original) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (ZstdOutputStream zstd = new ZstdOutputStream(out)) {
			zstd.write(original);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return out.toByteArray();
	}

	static byte[] concat(byte[]... parts) {
		return ByteBufUtil.getBytes(Unpooled.wrappedBuffer(parts));
	}

	static byte[] compress(PayloadCodec codec, ByteBuf payload) {
		ByteBuf out = ByteBufAllocator.DEFAULT.directBuffer(payload.readableBytes() + 100);
		try {
			return codec.compress(payload, out) ? ByteBufUtil.getBytes(out) : null;
		}
		finally {
			out.release();
			payload.release();
		}
	}

	static byte[] decompress(PayloadCodec codec, ByteBuf payload, int limit) {
		try {
			ByteBuf out = codec.decompress(payload, codec.decompressedLength(payload, limit), ByteBufAllocator.DEFAULT);
			try {
				return ByteBufUtil.getBytes(out);
			}
			finally {
				out.release();
			}
		}
		finally {
			payload.release();
		}
	}

	static byte[] decompress(PayloadCodec codec, byte[] payload, int limit) {
		return decompress(codec, Unpooled.wrappedBuffer(payload), limit);
	}

	static ByteBuf scattered(byte[] bytes) {
		int third = bytes.length / 3;
		ByteBuf direct = ByteBufAllocator.DEFAULT.directBuffer().writeBytes(bytes, third, third);
		return Unpooled.wrappedBuffer(Unpooled.wrappedBuffer(bytes, 0, third), direct,
				Unpooled.wrappedBuffer(bytes, 2 * third, bytes.length - 2 * third));
	}

}
