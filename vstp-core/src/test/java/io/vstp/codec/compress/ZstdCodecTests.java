package io.vstp.codec.compress;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is particular to Zstandard.
 */
class ZstdCodecTests {

	private static final int LIMIT = 8 * 1024 * 1024;

	private final PayloadCodec codec = PayloadCodecTests.codec(CompressionAlgorithm.ZSTD);

	@Test
	void shouldBeReadByOthers() {
		byte[] original = Payloads.json(100_000);
		byte[] compressed = Payloads.compress(this.codec, Payloads.scattered(original));
		assertThat(Zstd.getFrameContentSize(compressed)).isEqualTo(100_000);
		assertThat(Zstd.decompress(compressed, 100_000)).isEqualTo(original);
	}

	@Test
	void shouldReadFrameThatStatesNoLength() {
		for (int length : new int[] { 1_000, 64 * 1024, 100_000, LIMIT }) {
			byte[] original = Payloads.json(length);
			byte[] compressed = Payloads.zstdStream(original);
			assertThat(this.codec.decompressedLength(Unpooled.wrappedBuffer(compressed), LIMIT)).isEqualTo(LIMIT);
			assertThat(Payloads.decompress(this.codec, compressed, LIMIT)).isEqualTo(original);
		}
	}

	@Test
	void shouldStopAtLimitWhenFrameStatesNoLength() {
		byte[] bomb = Payloads.zstdStream(new byte[64 * 1024 * 1024]);
		assertThat(bomb.length).isLessThan(10_000);
		PayloadCodecTests.assertMalformed(this.codec, bomb);
		byte[] justBeyond = Payloads.zstdStream(Payloads.json(LIMIT + 1));
		PayloadCodecTests.assertMalformed(this.codec, justBeyond);
	}

	@Test
	void shouldTakeNoMoreRoomThanFrameNeedsWhenItStatesNoLength() {
		ByteBuf compressed = Unpooled.wrappedBuffer(Payloads.zstdStream(Payloads.json(1_000)));
		ByteBuf out = this.codec.decompress(compressed, LIMIT, ByteBufAllocator.DEFAULT);
		assertThat(out.capacity()).isLessThanOrEqualTo(64 * 1024);
		out.release();
	}

	@Test
	void shouldRefuseWhenStatedLengthIsHuge() {
		for (String length : new String[] { "ffffffffffffffff", "0000000000000080", "0100000001000000" }) {
			// Single segment, length of 64 bits, an empty last block.
			byte[] frame = bytes("28b52ffde0" + length + "010000");
			assertThatExceptionOfType(MalformedPayloadException.class)
				.isThrownBy(() -> this.codec.decompressedLength(Unpooled.wrappedBuffer(frame), LIMIT));
		}
	}

	@Test
	void shouldRefuseWhenStatedLengthIsNotTheActual() {
		for (String length : new String[] { "01000000", "00100000", "00008000" }) {
			PayloadCodecTests.assertMalformed(this.codec, bytes("28b52ffda0" + length + "010000"));
		}
	}

	@Test
	void shouldRefuseWhenWindowIsHugeAndNoLengthIsStated() {
		for (int descriptor : new int[] { 0x69, 0x70, 0x88, 0xFF }) {
			byte[] frame = bytes("28b52ffd00%02x010000".formatted(descriptor));
			assertThatExceptionOfType(MalformedPayloadException.class)
				.isThrownBy(() -> this.codec.decompressedLength(Unpooled.wrappedBuffer(frame), LIMIT))
				.withMessageContaining("window");
		}
		assertThat(Payloads.decompress(this.codec, bytes("28b52ffd0068010000"), LIMIT)).isEmpty();
	}

	@Test
	void shouldRefuseWhenDictionaryIsNeeded() {
		byte[] dictionary = Payloads.json(2_000);
		try (ZstdDictCompress dict = new ZstdDictCompress(dictionary, 3);
				ZstdCompressCtx context = new ZstdCompressCtx()) {
			context.loadDict(dict).setDictID(true);
			byte[] frame = context.compress(Payloads.json(1_000));
			assertThat(frame).isNotEmpty();
			// A dictionary without an id of its own shows only when it is missed.
			PayloadCodecTests.assertMalformed(this.codec, frame);
		}
		PayloadCodecTests.assertMalformed(this.codec, bytes("28b52ffd210100010000"));
	}

	@Test
	void shouldRefuseSkippableFrames() {
		byte[] skippable = bytes("502a4d180400000001020304");
		PayloadCodecTests.assertMalformed(this.codec, skippable);
		byte[] compressed = Payloads.compress(this.codec, Unpooled.wrappedBuffer(Payloads.json(1_000)));
		PayloadCodecTests.assertMalformed(this.codec, Payloads.concat(compressed, skippable));
		PayloadCodecTests.assertMalformed(this.codec, Payloads.concat(skippable, compressed));
	}

	private static byte[] bytes(String hex) {
		return ByteBufUtil.decodeHexDump(hex);
	}

}
