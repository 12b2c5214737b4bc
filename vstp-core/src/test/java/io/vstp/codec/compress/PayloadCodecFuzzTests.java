package io.vstp.codec.compress;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.vstp.test.Seeds;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The decompressors on payloads that are nearly right: they never fail in any other way
 * than they should, keep within what they have announced, leak nothing, and come to the
 * same result however the payload is scattered. {@code -Dvstp.fuzz.cases} has it run
 * longer.
 */
class PayloadCodecFuzzTests {

	private static final int CASES = Integer.getInteger("vstp.fuzz.cases", 200_000) / 10;

	private static final int LIMIT = 20_000;

	@ParameterizedTest
	@EnumSource
	void shouldDecompressOrRefuseWhenPayloadsAreMutated(CompressionAlgorithm algorithm) {
		long seed = Seeds.next();
		Random random = Seeds.random(seed);
		PayloadCodec codec = PayloadCodecTests.codec(algorithm);
		byte[][] samples = samples(codec, algorithm);
		int[] answers = new int[3];
		for (int i = 0; i < CASES; i++) {
			byte[] payload = mutate(samples[random.nextInt(samples.length)], random);
			try {
				byte[] whole = result(codec, Unpooled.wrappedBuffer(payload));
				byte[] scattered = result(codec, Payloads.scattered(payload));
				if (!Arrays.equals(whole, scattered)) {
					assertThat(scattered).isEqualTo(whole);
				}
				answers[(whole != null) ? Math.min(whole.length, 1) + 1 : 0]++;
			}
			catch (Throwable ex) {
				throw new AssertionError("Case %d of seed %d: %s".formatted(i, seed, HexFormat.of().formatHex(payload)),
						ex);
			}
		}
		System.out.println("Refused, empty, decompressed: " + Arrays.toString(answers));
		assertThat(answers[0]).isPositive();
		assertThat(answers[2]).isPositive();
	}

	private static byte[] result(PayloadCodec codec, ByteBuf payload) {
		try {
			int length = codec.decompressedLength(payload, LIMIT);
			assertThat(length <= LIMIT).isTrue();
			ByteBuf out = codec.decompress(payload, length, ByteBufAllocator.DEFAULT);
			byte[] result = ByteBufUtil.getBytes(out);
			boolean within = out.capacity() <= length && result.length <= length;
			out.release();
			assertThat(within).isTrue();
			return result;
		}
		catch (MalformedPayloadException ex) {
			return null;
		}
		finally {
			payload.release();
		}
	}

	private static byte[][] samples(PayloadCodec codec, CompressionAlgorithm algorithm) {
		byte[][] originals = { new byte[0], new byte[1], Payloads.json(200), Payloads.json(3_000), new byte[LIMIT],
				Payloads.noise(300), new byte[LIMIT * 10] };
		byte[][] samples = new byte[originals.length * 2][];
		for (int i = 0; i < originals.length; i++) {
			samples[2 * i] = Payloads.compress(codec, Unpooled.wrappedBuffer(originals[i]));
			samples[2 * i + 1] = (algorithm == CompressionAlgorithm.GZIP) ? Payloads.gzip(originals[i])
					: Payloads.zstdStream(originals[i]);
		}
		return samples;
	}

	private static byte[] mutate(byte[] sample, Random random) {
		byte[] mutated = sample.clone();
		for (int i = random.nextInt(4); i > 0 && mutated.length > 0; i--) {
			mutated = mutate(mutated, index(mutated.length, random), sample, random);
		}
		return mutated;
	}

	// The beginning and the end have the most to say.
	private static int index(int length, Random random) {
		int near = random.nextInt(Math.min(length, 16));
		return switch (random.nextInt(3)) {
			case 0 -> near;
			case 1 -> length - 1 - near;
			default -> random.nextInt(length);
		};
	}

	private static byte[] mutate(byte[] payload, int index, byte[] sample, Random random) {
		switch (random.nextInt(5)) {
			case 0 -> {
				payload[index] ^= (byte) (1 << random.nextInt(8));
			}
			case 1 -> {
				payload[index] = (byte) random.nextInt();
			}
			case 2 -> {
				return Arrays.copyOf(payload, index);
			}
			case 3 -> {
				return Arrays.copyOf(payload, payload.length + 1 + random.nextInt(9));
			}
			default -> {
				return Payloads.concat(payload, sample);
			}
		}
		return payload;
	}

}
