package io.vstp.codec;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameLimits;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;
import io.vstp.test.Seeds;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Frames that the decoder takes as they come, rather than waiting for them whole.
 */
class FrameDecoderLargeFrameTests {

	private static final int MAX_WHOLE = 64 * 1024;

	private static final int OVERHEAD = FrameFormat.PREAMBLE_LENGTH + FrameFormat.TRAILER_LENGTH;

	private static final Headers HEADERS = Headers.of("op", "store", "file-id", "f1");

	@RepeatedTest(12)
	void shouldDecodeWhenChunksAreRandom() {
		Random random = new Random(Seeds.next());
		for (CrcMode mode : CrcMode.values()) {
			int flags = random.nextBoolean() ? FrameFlags.CRC : FrameFlags.NONE;
			byte[] large = encode(mode, flags, HEADERS, payload(random, 70_000 + random.nextInt(500_000)));
			byte[] small = encode(mode, flags, HEADERS, payload(random, random.nextInt(100)));
			byte[] stream = concat(concat(small, large), concat(large, small));
			Decoded whole = Decoded.of(FrameLimits.DEFAULTS, mode, stream);
			assertThat(whole.failure()).isNull();
			assertThat(whole.frames()).hasSize(4);
			assertThat(whole.frames().get(1).headers()).isEqualTo(HEADERS);
			assertThat(Decoded.of(FrameLimits.DEFAULTS, mode, chunks(stream, random))).isEqualTo(whole);
		}
	}

	@ParameterizedTest
	@EnumSource(CrcMode.class)
	void shouldDecodeWhenLengthIsAtBoundary(CrcMode mode) {
		int[] lengths = { MAX_WHOLE - OVERHEAD - 1, MAX_WHOLE - OVERHEAD, MAX_WHOLE - OVERHEAD + 1, MAX_WHOLE - 11,
				MAX_WHOLE - 10, MAX_WHOLE - 1, MAX_WHOLE, MAX_WHOLE + 1, 2 * MAX_WHOLE, 2 * MAX_WHOLE + 1,
				5 * MAX_WHOLE - 1 };
		int[] chunkLengths = { 1_000, 16 * 1024 - 1, 16 * 1024, 16 * 1024 + 1, 64 * 1024 };
		for (int flags : new int[] { FrameFlags.NONE, FrameFlags.CRC }) {
			for (int length : lengths) {
				byte[] payload = payload(new Random(length), length);
				byte[] frame = encode(mode, flags, Headers.EMPTY, payload);
				Decoded expected = new Decoded(
						List.of(new DecodedFrame(FrameType.DATA, flags, Headers.EMPTY, ByteBuffer.wrap(payload))),
						null);
				for (int chunkLength : chunkLengths) {
					assertThat(Decoded.of(FrameLimits.DEFAULTS, mode, chunks(frame, chunkLength)))
						.as("%d bytes with flags %d in chunks of %d", length, flags, chunkLength)
						.isEqualTo(expected);
				}
			}
		}
	}

	@Test
	void shouldDecodeWhenHeaderSectionAloneMakesItLong() {
		byte[] frame = encode(CrcMode.ALWAYS, 0, longestHeaders(), new byte[0]);
		assertThat(frame).hasSizeGreaterThan(MAX_WHOLE);
		for (byte[][] chunks : List.of(chunks(frame, 60_000), chunks(frame, 1_000), chunks(frame, frame.length - 1),
				chunks(frame, frame.length))) {
			Decoded decoded = Decoded.of(FrameLimits.DEFAULTS, CrcMode.ALWAYS, chunks);
			assertThat(decoded.failure()).isNull();
			assertThat(decoded.frames()).singleElement().satisfies((one) -> {
				assertThat(one.headers()).isEqualTo(longestHeaders());
				assertThat(one.payload().remaining()).isZero();
			});
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 5, 11, 30, 31, 50_000, 99_999, 100_030 })
	void shouldSayMalformedWhenOneBitIsWrong(int position) {
		byte[] good = encode(CrcMode.ALWAYS, 0, HEADERS, new byte[100_000]);
		byte[] bad = good.clone();
		bad[position] ^= 8;
		for (int chunkLength : new int[] { 1_000, 20_000, bad.length }) {
			EmbeddedChannel channel = channel(FrameLimits.DEFAULTS, CrcMode.ALWAYS);
			Decoded decoded = Decoded.feed(channel, chunks(concat(good, concat(bad, good)), chunkLength));
			assertThat(decoded.frames()).hasSize(1);
			assertThat(decoded.failure()).isEqualTo(ErrorCode.MALFORMED);
			assertThat(channel.finishAndReleaseAll()).isFalse();
		}
	}

	@Test
	void shouldNotCheckCrcWhenFlaggedModeAndNoFlag() {
		byte[] frame = encode(CrcMode.FLAGGED, 0, HEADERS, new byte[100_000]);
		frame[60_000] = 1;
		assertThat(Decoded.of(FrameLimits.DEFAULTS, CrcMode.FLAGGED, chunks(frame, 10_000)).frames()).singleElement()
			.satisfies((one) -> assertThat(one.payload().get(60_000 - 11 - HEADERS.byteLength())).isEqualTo((byte) 1));
		byte[] flagged = encode(CrcMode.FLAGGED, FrameFlags.CRC, HEADERS, new byte[100_000]);
		assertThat(flagged).hasSize(frame.length + 4);
		flagged[60_000] = 1;
		assertThat(Decoded.of(FrameLimits.DEFAULTS, CrcMode.FLAGGED, chunks(flagged, 10_000)))
			.isEqualTo(new Decoded(List.of(), ErrorCode.MALFORMED));
	}

	@ParameterizedTest
	@ValueSource(ints = { 12, 1_000, 20_000, 70_000, 100_029, 100_033 })
	void shouldReleaseAllWhenChannelClosesHalfWay(int received) {
		byte[] frame = encode(CrcMode.ALWAYS, 0, HEADERS, new byte[100_000]);
		for (int chunkLength : new int[] { 999, 17_000, 200_000 }) {
			UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
			EmbeddedChannel channel = channel(FrameLimits.DEFAULTS, CrcMode.ALWAYS);
			channel.config().setAllocator(allocator);
			Decoded decoded = Decoded.feed(channel, chunks(Arrays.copyOf(frame, received), chunkLength));
			assertThat(decoded.answer()).isEqualTo(Decoded.INCOMPLETE);
			assertThat(allocator.metric().usedHeapMemory()).isPositive();
			assertThat(channel.finishAndReleaseAll()).isFalse();
			assertThat(allocator.metric().usedHeapMemory()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource(CrcMode.class)
	void shouldAcceptLongestFrameAndNoMoreWhenLimited(CrcMode mode) {
		for (int limit : new int[] { 64, 1_000, MAX_WHOLE, MAX_WHOLE + 1, 100_000 }) {
			FrameLimits limits = FrameLimits.DEFAULTS.withMaxFrameLength(limit);
			for (int flags : new int[] { FrameFlags.NONE, FrameFlags.CRC }) {
				int overhead = encode(mode, flags, Headers.EMPTY, new byte[0]).length;
				byte[] longest = encode(mode, flags, Headers.EMPTY, new byte[limit - overhead]);
				assertThat(longest).hasSize(limit);
				assertThat(Decoded.of(limits, mode, chunks(longest, 10_000)).answer()).isEqualTo("ok");
				byte[] tooLong = encode(mode, flags, Headers.EMPTY, new byte[limit - overhead + 1]);
				assertThat(Decoded.of(limits, mode, chunks(tooLong, 10_000)))
					.isEqualTo(new Decoded(List.of(), ErrorCode.TOO_LARGE));
			}
		}
	}

	@Test
	void shouldSayTooLargeWithEleventhByteWhenPayloadLengthIsHuge() {
		byte[] preamble = { 0x56, 0x54, 1, 3, 0, 0, 0, -1, -1, -1, -1 };
		UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
		for (FrameLimits limits : List.of(FrameLimits.DEFAULTS,
				FrameLimits.DEFAULTS.withMaxFrameLength(Integer.MAX_VALUE))) {
			EmbeddedChannel channel = channel(limits, CrcMode.ALWAYS);
			channel.config().setAllocator(allocator);
			for (int i = 0; i < 10; i++) {
				assertThat(channel.writeInbound(Unpooled.wrappedBuffer(preamble, i, 1))).isFalse();
			}
			assertThat(allocator.metric().usedHeapMemory()).isLessThanOrEqualTo(64);
			assertThatExceptionOfType(DecoderException.class)
				.isThrownBy(() -> channel.writeInbound(Unpooled.wrappedBuffer(preamble, 10, 1)))
				.havingCause()
				.isInstanceOfSatisfying(MalformedFrameException.class,
						(ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.TOO_LARGE))
				.withMessageContaining("4294967310")
				.withMessageContaining(Integer.toString(limits.maxFrameLength()));
			assertThat(channel.finishAndReleaseAll()).isFalse();
			assertThat(allocator.metric().usedHeapMemory()).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 10, 100_000 })
	void shouldCheckHeaderLimitsWhenReading(int payloadLength) {
		HeadersBuilder builder = Headers.builder();
		for (int i = 0; i < 8; i++) {
			builder.add("k" + i, "v");
		}
		Headers eight = builder.build();
		byte[] frame = encode(CrcMode.ALWAYS, 0, eight, new byte[payloadLength]);
		assertThat(header(frame, new FrameLimits(1 << 20, eight.byteLength(), 8))).isEqualTo("ok");
		assertThat(header(frame, new FrameLimits(1 << 20, eight.byteLength(), 7))).isEqualTo("malformed");
		assertThat(header(frame, new FrameLimits(1 << 20, eight.byteLength() - 1, 8))).isEqualTo("too-large");
		byte[] without = encode(CrcMode.ALWAYS, 0, Headers.EMPTY, new byte[payloadLength]);
		assertThat(header(without, new FrameLimits(1 << 20, 0, 0))).isEqualTo("ok");
	}

	@Test
	void shouldNotPinBuffersWhenChunksAreTiny() {
		// Each chunk comes in a buffer of 64 KiB, as from a socket with a busy sender.
		assertThat(heldAfter(1 << 20, 1, 500)).isLessThan(3 * (1 << 20));
	}

	@Test
	void shouldNotPinMuchMoreThanPayloadWhenTinyAndLongChunksAlternate() {
		// Slices of 16 KiB may hold on to buffers of 64 KiB, but nothing beside them.
		assertThat(heldAfter(4 << 20, 1, 16 * 1024)).isLessThan(4 * (4 << 20) + (1 << 20));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 1_000 })
	void shouldNotPinLargeBufferWhenLittleWasReadIntoIt(int payloadLength) {
		UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
		EmbeddedChannel channel = channel(FrameLimits.DEFAULTS, CrcMode.ALWAYS);
		channel.config().setAllocator(allocator);
		byte[] frame = encode(CrcMode.ALWAYS, 0, HEADERS, payload(new Random(1), payloadLength));
		List<Frame> held = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			channel.writeInbound(allocator.buffer(64 * 1024).writeBytes(frame));
			held.add(channel.readInbound());
		}
		assertThat(allocator.metric().usedHeapMemory()).isLessThanOrEqualTo(100L * payloadLength);
		assertThat(held).allSatisfy((one) -> assertThat(one.payload().readableBytes()).isEqualTo(payloadLength));
		held.forEach(Frame::release);
		channel.finishAndReleaseAll();
		assertThat(allocator.metric().usedHeapMemory()).isZero();
	}

	private static long heldAfter(int payloadLength, int... chunkLengths) {
		byte[] frame = encode(CrcMode.ALWAYS, 0, Headers.EMPTY, new byte[payloadLength]);
		UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
		EmbeddedChannel channel = channel(FrameLimits.DEFAULTS, CrcMode.ALWAYS);
		channel.config().setAllocator(allocator);
		int position = 0;
		for (int i = 0; position < frame.length - 5; i++) {
			int length = Math.min(chunkLengths[i % chunkLengths.length], frame.length - 5 - position);
			ByteBuf buffer = allocator.buffer(64 * 1024).writeBytes(frame, position, length);
			channel.writeInbound(buffer);
			position += length;
		}
		long held = allocator.metric().usedHeapMemory();
		channel.writeInbound(Unpooled.wrappedBuffer(frame, position, frame.length - position));
		Frame decoded = channel.readInbound();
		assertThat(decoded.payload().readableBytes()).isEqualTo(payloadLength);
		decoded.release();
		channel.finishAndReleaseAll();
		assertThat(allocator.metric().usedHeapMemory()).isZero();
		return held;
	}

	private static String header(byte[] frame, FrameLimits limits) {
		String answer = Decoded.of(limits, CrcMode.ALWAYS, frame).answer();
		assertThat(Decoded.of(limits, CrcMode.ALWAYS, chunks(frame, 100)).answer()).isEqualTo(answer);
		return answer;
	}

	private static Headers longestHeaders() {
		HeadersBuilder builder = Headers.builder();
		for (int i = 0; i < 127; i++) {
			builder.add(new byte[255], new byte[255]);
		}
		builder.add(new byte[255], new byte[254]);
		assertThat(builder.build().byteLength()).isEqualTo(65_535);
		return builder.build();
	}

	private static byte[] encode(CrcMode mode, int flags, Headers headers, byte[] payload) {
		ByteBuf out = Unpooled.buffer();
		new FrameEncoder(mode).encode(Frame.of(FrameType.DATA, flags, headers, Unpooled.wrappedBuffer(payload)), out);
		return Arrays.copyOf(out.array(), out.readableBytes());
	}

	private static byte[] payload(Random random, int length) {
		byte[] payload = new byte[length];
		random.nextBytes(payload);
		return payload;
	}

	private static byte[][] chunks(byte[] bytes, int length) {
		List<byte[]> chunks = new ArrayList<>();
		for (int i = 0; i < bytes.length; i += length) {
			chunks.add(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + length)));
		}
		return chunks.toArray(byte[][]::new);
	}

	private static byte[][] chunks(byte[] bytes, Random random) {
		List<byte[]> chunks = new ArrayList<>();
		int position = 0;
		while (position < bytes.length) {
			int most = switch (random.nextInt(4)) {
				case 0 -> 3;
				case 1 -> 1_000;
				case 2 -> 16 * 1024;
				default -> 100_000;
			};
			int end = Math.min(bytes.length, position + 1 + random.nextInt(most));
			chunks.add(Arrays.copyOfRange(bytes, position, end));
			position = end;
		}
		return chunks.toArray(byte[][]::new);
	}

	private static byte[] concat(byte[] first, byte[] second) {
		byte[] both = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		return both;
	}

	private static EmbeddedChannel channel(FrameLimits limits, CrcMode mode) {
		return new EmbeddedChannel(new FrameDecoder(limits, mode));
	}

}
