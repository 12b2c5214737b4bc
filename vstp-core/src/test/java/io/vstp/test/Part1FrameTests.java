package io.vstp.test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.vstp.codec.CrcMode;
import io.vstp.codec.FrameEncoder;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The strict reader and writer of part-1 frames.
 */
class Part1FrameTests {

	private static final Part1Frame FRAME = Part1Frame.data("flags".getBytes(StandardCharsets.UTF_8), "k", "value",
			"name", "ü");

	@Test
	void shouldWriteSameBytesAsCodec() {
		Headers headers = Headers.of("k", "value", "name", "ü");
		ByteBuf out = Unpooled.buffer();
		new FrameEncoder(CrcMode.ALWAYS).encode(
				Frame.of(FrameType.PING, FrameFlags.REQ_ACK, headers, Unpooled.wrappedBuffer(FRAME.payload())), out);
		Part1Frame frame = FRAME.withType(FrameType.PING).withFlags(FrameFlags.REQ_ACK);
		assertThat(frame.encode()).isEqualTo(ByteBufUtil.getBytes(out));
		assertThat(Part1Frame.decode(frame.encode())).usingRecursiveComparison().isEqualTo(frame);
	}

	@Test
	void shouldRefuseWhenAnythingIsMissingOrMore() {
		byte[] bytes = FRAME.encode();
		for (int length = 0; length < bytes.length + 5; length++) {
			if (length != bytes.length) {
				byte[] other = Arrays.copyOf(bytes, length);
				assertThatIllegalArgumentException().isThrownBy(() -> Part1Frame.decode(other));
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "56540103040000000000, reserved bits", "56540109000000000000, type 9",
			"56550103000000000000, magic 5655", "56540203000000000000, version 2",
			"56540103000000000001, 256 of payload" })
	void shouldRefuseWhenFieldIsWrong(String beginning, String problem) {
		byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(beginning), 15);
		assertThatIllegalArgumentException().isThrownBy(() -> Part1Frame.decode(bytes)).withMessageContaining(problem);
	}

	@Test
	void shouldRefuseWhenAnyByteIsDamaged() {
		byte[] bytes = FRAME.encode();
		for (int i = 0; i < bytes.length; i++) {
			byte[] damaged = bytes.clone();
			damaged[i] ^= 1;
			assertThatIllegalArgumentException().isThrownBy(() -> Part1Frame.decode(damaged));
		}
	}

	@Test
	void shouldRefuseWhenHeadersAreWrong() {
		String overrun = "56540103000500000000070305616263414243444546478a2ece6b";
		byte[] twice = ByteBufUtil.getBytes(encode(Headers.of("a", "1", "a", "2")));
		assertThatIllegalArgumentException().isThrownBy(() -> Part1Frame.decode(twice)).withMessageContaining("twice");
		assertThatIllegalArgumentException().isThrownBy(() -> Part1Frame.decode(HexFormat.of().parseHex(overrun)))
			.withMessageContaining("runs past");
	}

	private static ByteBuf encode(Headers headers) {
		ByteBuf out = Unpooled.buffer();
		new FrameEncoder(CrcMode.ALWAYS).encode(Frame.of(FrameType.DATA, headers), out);
		return out;
	}

}
