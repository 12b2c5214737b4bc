package io.vstp.codec.compress;

import java.io.ByteArrayInputStream;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is particular to gzip.
 */
class GzipCodecTests {

	private static final int LIMIT = 8 * 1024 * 1024;

	private final PayloadCodec codec = PayloadCodecTests.codec(CompressionAlgorithm.GZIP);

	@Test
	void shouldBeReadByOthers() throws Exception {
		byte[] original = Payloads.json(100_000);
		byte[] compressed = Payloads.compress(this.codec, Payloads.scattered(original));
		try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
			assertThat(in.readAllBytes()).isEqualTo(original);
		}
	}

	@Test
	void shouldReadWhatOthersWrite() {
		byte[] original = Payloads.json(100_000);
		assertThat(Payloads.decompress(this.codec, Payloads.gzip(original), LIMIT)).isEqualTo(original);
	}

	@Test
	void shouldReadHeaderWithAllItMayHave() {
		byte[] plain = Payloads.gzip(Payloads.json(500));
		ByteBuf full = Unpooled.buffer();
		full.writeBytes(plain, 0, 3).writeByte(0x1F).writeBytes(plain, 4, 6);
		full.writeShortLE(3).writeZero(3);
		full.writeBytes("name\0".getBytes()).writeBytes("comment\0".getBytes()).writeZero(2);
		full.writeBytes(plain, 10, plain.length - 10);
		assertThat(Payloads.decompress(this.codec, full, LIMIT)).isEqualTo(Payloads.json(500));
	}

	@Test
	void shouldRefuseHeaderThatRunsOut() {
		byte[] plain = Payloads.gzip(new byte[0]);
		for (int flags : new int[] { 0x02, 0x04, 0x08, 0x10, 0x1F, 0x20, 0x80, 0xFF }) {
			byte[] damaged = plain.clone();
			damaged[3] = (byte) flags;
			PayloadCodecTests.assertMalformed(this.codec, damaged);
		}
	}

	@Test
	void shouldStopAtStatedLengthWhenThereIsMore() {
		byte[] bomb = Payloads.gzip(new byte[LIMIT * 2]);
		for (int stated : new int[] { 0, 1, 1_000, LIMIT }) {
			PayloadCodecTests.assertMalformed(this.codec, withLength(bomb, stated));
		}
	}

	@Test
	void shouldRefuseBeforeMakingRoomWhenStatedLengthCannotBe() {
		byte[] small = withLength(Payloads.gzip(new byte[100]), LIMIT);
		org.assertj.core.api.Assertions.assertThatExceptionOfType(MalformedPayloadException.class)
			.isThrownBy(() -> this.codec.decompressedLength(Unpooled.wrappedBuffer(small), LIMIT));
	}

	@Test
	void shouldRefuseWhenStatedLengthOrCrcIsWrong() {
		byte[] plain = Payloads.gzip(Payloads.json(5_000));
		PayloadCodecTests.assertMalformed(this.codec, withLength(plain, 4_999));
		PayloadCodecTests.assertMalformed(this.codec, withLength(plain, 5_001));
		PayloadCodecTests.assertMalformed(this.codec, withLength(plain, -1));
		byte[] wrongCrc = plain.clone();
		wrongCrc[plain.length - 6] ^= 1;
		PayloadCodecTests.assertMalformed(this.codec, wrongCrc);
	}

	@Test
	void shouldRefuseWhenDataWantsDictionaryOrIsReserved() {
		CRC32 crc = new CRC32();
		ByteBuf reserved = Unpooled.wrappedBuffer(HexFormat.of().parseHex("1f8b08000000000000ff"), new byte[] { 7, 0 });
		byte[] bytes = ByteBufUtil.getBytes(
				Unpooled.wrappedBuffer(reserved, Unpooled.buffer().writeIntLE((int) crc.getValue()).writeIntLE(0)));
		PayloadCodecTests.assertMalformed(this.codec, bytes);
	}

	private static byte[] withLength(byte[] gzip, int length) {
		byte[] changed = gzip.clone();
		Unpooled.wrappedBuffer(changed).setIntLE(changed.length - 4, length);
		return changed;
	}

}
