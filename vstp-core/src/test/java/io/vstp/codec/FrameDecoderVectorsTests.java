package io.vstp.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vstp.codec.Vectors.Hostile;
import io.vstp.codec.Vectors.Valid;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameLimits;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Decoder and encoder on the frames that the crate encodes, and the decoder on bytes that
 * it must not trust.
 */
class FrameDecoderVectorsTests {

	private static final Pattern LEFT = Pattern.compile("ok, (\\d+) bytes left");

	private static final byte[] PING = { 0x56, 0x54, 1, 4, 0, 0, 0, 0, 0, 0, 0, (byte) 0xd8, 0x42, (byte) 0x9a, 0 };

	static List<Valid> frames() {
		return Vectors.frames();
	}

	static List<Hostile> hostile() {
		return Vectors.hostile();
	}

	@Test
	void shouldCoverAllTypesWhenReadingVectors() {
		assertThat(frames()).hasSizeGreaterThan(180)
			.extracting((row) -> row.frame().type())
			.contains(FrameType.values());
		assertThat(hostile()).hasSize(26);
	}

	@ParameterizedTest
	@MethodSource("frames")
	void shouldDecodeToFieldsWhenFedWhole(Valid row) {
		assertThat(decode(row.bytes())).isEqualTo(new Decoded(List.of(row.frame()), null));
	}

	@ParameterizedTest
	@MethodSource("frames")
	void shouldDecodeToFieldsWhenFedByteByByte(Valid row) {
		assertThat(decode(Decoded.singleBytes(row.bytes()))).isEqualTo(new Decoded(List.of(row.frame()), null));
	}

	@ParameterizedTest
	@MethodSource("frames")
	void shouldDecodeToFieldsWhenSplitAnywhere(Valid row) {
		EmbeddedChannel channel = channel();
		Decoded expected = new Decoded(List.of(row.frame()), null);
		for (int position = 1; position < row.bytes().length; position++) {
			assertThat(Decoded.feed(channel, Decoded.splitAt(row.bytes(), position))).as("split at %d", position)
				.isEqualTo(expected);
		}
		assertThat(channel.finishAndReleaseAll()).isFalse();
	}

	@ParameterizedTest
	@MethodSource("frames")
	void shouldEncodeToSameBytesWhenGivenFields(Valid row) {
		FrameEncoder encoder = new FrameEncoder(CrcMode.ALWAYS);
		Frame frame = Frame.of(row.frame().type(), row.frame().flags(), row.frame().headers(),
				Unpooled.wrappedBuffer(row.frame().payload().array()));
		ByteBuf out = Unpooled.buffer();
		encoder.encode(frame, out);
		assertThat(encoder.length(frame, FrameLimits.DEFAULTS)).isEqualTo(row.bytes().length);
		assertThat(Arrays.copyOf(out.array(), out.readableBytes())).isEqualTo(row.bytes());
		ByteBuf ends = Unpooled.buffer();
		encoder.encodeHead(frame, ends);
		ByteBuf head = ends.readSlice(ends.readableBytes());
		encoder.encodeTrailer(frame, head, ends);
		assertThat(Unpooled.wrappedBuffer(head, frame.payload(), ends)).isEqualTo(out);
	}

	@Test
	void shouldDecodeAllWhenFedBackToBack() {
		ByteBuf all = Unpooled.buffer();
		List<DecodedFrame> expected = new ArrayList<>();
		for (Valid row : frames()) {
			all.writeBytes(row.bytes());
			expected.add(row.frame());
		}
		byte[] bytes = Arrays.copyOf(all.array(), all.readableBytes());
		assertThat(decode(bytes)).isEqualTo(new Decoded(expected, null));
		assertThat(decode(Decoded.splitAt(bytes, bytes.length / 2))).isEqualTo(new Decoded(expected, null));
	}

	@ParameterizedTest
	@MethodSource("hostile")
	void shouldAnswerAsExpectedWhenFedWhole(Hostile row) {
		check(row, decode(row.bytes()));
	}

	@ParameterizedTest
	@MethodSource("hostile")
	void shouldAnswerAsExpectedWhenFedByteByByte(Hostile row) {
		check(row, decode(Decoded.singleBytes(row.bytes())));
	}

	@ParameterizedTest
	@MethodSource("hostile")
	void shouldAnswerAsExpectedWhenSplitAnywhere(Hostile row) {
		for (int position = 1; position < row.bytes().length; position++) {
			check(row, decode(Decoded.splitAt(row.bytes(), position)));
		}
	}

	@ParameterizedTest
	@MethodSource("hostile")
	void shouldLetFramesBeforeOutAndDiscardAllAfterWhenSomethingIsWrong(Hostile row) {
		DecodedFrame ping = new DecodedFrame(FrameType.PING, 0, Headers.EMPTY, Unpooled.EMPTY_BUFFER.nioBuffer());
		byte[] stream = concat(concat(PING, row.bytes()), concat(PING, PING));
		Decoded whole = decode(stream);
		assertThat(whole.frames()).startsWith(ping);
		assertThat(decode(Decoded.singleBytes(stream))).isEqualTo(whole);
		assertThat(decode(concat(PING, row.bytes()), PING, PING)).isEqualTo(whole);
		if (row.answer().equals(decode(row.bytes()).answer()) && !row.answer().equals(Decoded.INCOMPLETE)) {
			assertThat(whole.frames()).containsExactly(ping);
			assertThat(whole.failure()).hasToString(row.answer());
		}
	}

	@ParameterizedTest
	@MethodSource("hostile")
	void shouldConsumeNoMoreThanFirstFrameWhenBytesAreLeft(Hostile row) {
		Matcher left = LEFT.matcher(row.answer());
		EmbeddedChannel channel = channel();
		if (left.matches()) {
			ByteBuf in = Unpooled.wrappedBuffer(row.bytes());
			List<Object> out = new ArrayList<>();
			channel.pipeline().get(FrameDecoder.class).decode(channel.pipeline().context(FrameDecoder.class), in, out);
			assertThat(out).hasSize(1);
			assertThat(in.readableBytes()).isEqualTo(Integer.parseInt(left.group(1)));
			((Frame) out.get(0)).release();
		}
		channel.finishAndReleaseAll();
	}

	private static void check(Hostile row, Decoded decoded) {
		switch (row.name()) {
			case "two-frames" -> {
				assertThat(decoded.failure()).isNull();
				assertThat(decoded.frames()).extracting(FrameDecoderVectorsTests::text).containsExactly("one", "two");
			}
			case "frame-plus-garbage" -> {
				assertThat(decoded.frames()).extracting(FrameDecoderVectorsTests::text).containsExactly("one");
				assertThat(decoded.failure()).isEqualTo(ErrorCode.MALFORMED);
			}
			case "unknown-flag-bits-04" -> checkFlags(decoded, FrameFlags.NONE);
			case "unknown-flag-bits-ff" ->
				checkFlags(decoded, FrameFlags.REQ_ACK | FrameFlags.CRC | FrameFlags.FRAG | FrameFlags.COMP);
			case "unknown-plus-reqack-05" -> checkFlags(decoded, FrameFlags.REQ_ACK);
			default -> assertThat(decoded.answer()).isEqualTo(row.answer());
		}
	}

	private static void checkFlags(Decoded decoded, int flags) {
		assertThat(decoded.failure()).isNull();
		assertThat(decoded.frames()).singleElement().satisfies((frame) -> {
			assertThat(frame.flags()).isEqualTo(flags);
			assertThat(text(frame)).isEqualTo("x");
		});
	}

	private static String text(DecodedFrame frame) {
		return new String(frame.payload().array());
	}

	private static byte[] concat(byte[] first, byte[] second) {
		byte[] both = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		return both;
	}

	private static Decoded decode(byte[]... chunks) {
		return Decoded.of(FrameLimits.DEFAULTS, CrcMode.ALWAYS, chunks);
	}

	private static EmbeddedChannel channel() {
		return new EmbeddedChannel(new FrameDecoder(FrameLimits.DEFAULTS, CrcMode.ALWAYS));
	}

}
