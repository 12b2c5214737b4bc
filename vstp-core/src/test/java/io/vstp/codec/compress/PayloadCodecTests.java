package io.vstp.codec.compress;

import java.util.Arrays;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What holds for each {@link PayloadCodec}.
 */
class PayloadCodecTests {

	private static final int LIMIT = 8 * 1024 * 1024;

	@ParameterizedTest
	@EnumSource
	void shouldGiveBackWhatWasCompressed(CompressionAlgorithm algorithm) {
		PayloadCodec codec = codec(algorithm);
		for (int length : new int[] { 0, 1, 2, 300, 70_000, 100_000, LIMIT - 1, LIMIT }) {
			byte[] original = Payloads.json(length);
			byte[] compressed = Payloads.compress(codec, Unpooled.wrappedBuffer(original));
			assertThat(Payloads.decompress(codec, compressed, LIMIT)).isEqualTo(original);
			if (length > 300) {
				assertThat(compressed.length).isLessThan(length / 4);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void shouldGiveBackWhatWasCompressedWhenBuffersAreScattered(CompressionAlgorithm algorithm) {
		PayloadCodec codec = codec(algorithm);
		byte[] original = Payloads.json(100_000);
		byte[] compressed = Payloads.compress(codec, Payloads.scattered(original));
		assertThat(Payloads.decompress(codec, Payloads.scattered(compressed), LIMIT)).isEqualTo(original);
		ByteBuf offset = ByteBufAllocator.DEFAULT.directBuffer().writeZero(7).skipBytes(7).writeBytes(compressed);
		assertThat(Payloads.decompress(codec, offset, LIMIT)).isEqualTo(original);
	}

	@ParameterizedTest
	@EnumSource
	void shouldLeavePayloadAsItIs(CompressionAlgorithm algorithm) {
		PayloadCodec codec = codec(algorithm);
		ByteBuf payload = Unpooled.wrappedBuffer(Payloads.json(2_000)).skipBytes(3);
		Payloads.compress(codec, payload.retain());
		assertThat(payload.readableBytes()).isEqualTo(1_997);
		payload.release();
	}

	@ParameterizedTest
	@EnumSource
	void shouldSaySoWhenResultDoesNotFit(CompressionAlgorithm algorithm) {
		PayloadCodec codec = codec(algorithm);
		ByteBuf noise = Unpooled.wrappedBuffer(Payloads.noise(5_000));
		for (int room : new int[] { 1, 18, 20, 1_000, 4_999 }) {
			ByteBuf out = ByteBufAllocator.DEFAULT.directBuffer(room, room);
			assertThat(codec.compress(noise, out)).isFalse();
			out.release();
		}
	}

	@ParameterizedTest
	@EnumSource
	void shouldRefuseBeforeDecompressingWhenStatedLengthIsBeyondLimit(CompressionAlgorithm algorithm) {
		PayloadCodec codec = codec(algorithm);
		byte[] bomb = Payloads.compress(codec, Unpooled.wrappedBuffer(new byte[LIMIT + 1]));
		assertThat(bomb.length).isLessThan(20_000);
		assertThatExceptionOfType(MalformedPayloadException.class)
			.isThrownBy(() -> codec.decompressedLength(Unpooled.wrappedBuffer(bomb), LIMIT))
			.withMessageContaining(Integer.toString(LIMIT + 1));
	}

	@ParameterizedTest
	@EnumSource
	void shouldRefuseWhenTruncated(CompressionAlgorithm algorithm) {
		PayloadCodec codec = codec(algorithm);
		byte[] compressed = Payloads.compress(codec, Unpooled.wrappedBuffer(Payloads.json(3_000)));
		for (int length = 0; length < compressed.length; length++) {
			assertMalformed(codec, Arrays.copyOf(compressed, length));
		}
	}

	@ParameterizedTest
	@EnumSource
	void shouldRefuseWhenSomethingIsBehindTheEnd(CompressionAlgorithm algorithm) {
		PayloadCodec codec = codec(algorithm);
		byte[] compressed = Payloads.compress(codec, Unpooled.wrappedBuffer(Payloads.json(3_000)));
		byte[] empty = Payloads.compress(codec, Unpooled.wrappedBuffer(new byte[0]));
		assertMalformed(codec, Payloads.concat(compressed, new byte[1]));
		assertMalformed(codec, Payloads.concat(compressed, new byte[100]));
		assertMalformed(codec, Payloads.concat(compressed, compressed));
		assertMalformed(codec, Payloads.concat(compressed, empty));
		assertMalformed(codec, Payloads.concat(empty, compressed));
		assertMalformed(codec, Payloads.concat(empty, empty));
	}

	@ParameterizedTest
	@EnumSource
	void shouldRefuseWhenItIsSomethingElse(CompressionAlgorithm algorithm) {
		PayloadCodec codec = codec(algorithm);
		assertMalformed(codec, new byte[0]);
		assertMalformed(codec, new byte[1_000]);
		assertMalformed(codec, Payloads.json(1_000));
		assertMalformed(codec, Payloads.noise(1_000));
	}

	@Test
	void shouldDecompressOneLayerWhenNested() {
		PayloadCodec codec = codec(CompressionAlgorithm.GZIP);
		byte[] inner = Payloads.gzip(Payloads.noise(10_000));
		assertThat(Payloads.decompress(codec, Payloads.gzip(inner), LIMIT)).isEqualTo(inner);
	}

	static void assertMalformed(PayloadCodec codec, byte[] payload) {
		assertThatExceptionOfType(MalformedPayloadException.class)
			.isThrownBy(() -> Payloads.decompress(codec, payload, LIMIT));
		assertThatExceptionOfType(MalformedPayloadException.class)
			.isThrownBy(() -> Payloads.decompress(codec, Payloads.scattered(payload), LIMIT));
	}

	static PayloadCodec codec(CompressionAlgorithm algorithm) {
		return PayloadCodec.of(algorithm, algorithm.defaultLevel());
	}

	@Test
	void shouldCompressAlikeWhenUsedByManyThreads() throws Exception {
		byte[] original = Payloads.json(20_000);
		Thread[] threads = new Thread[8];
		boolean[] right = new boolean[threads.length];
		for (int i = 0; i < threads.length; i++) {
			int number = i;
			threads[i] = new Thread(() -> {
				PayloadCodec codec = PayloadCodec.of(CompressionAlgorithm.GZIP, 1 + new Random(number).nextInt(9));
				boolean all = true;
				for (int j = 0; j < 50; j++) {
					byte[] compressed = Payloads.compress(codec, Unpooled.wrappedBuffer(original));
					all &= Arrays.equals(original, Payloads.decompress(codec, compressed, LIMIT));
				}
				right[number] = all;
			});
			threads[i].start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(right).doesNotContain(false);
	}

}
