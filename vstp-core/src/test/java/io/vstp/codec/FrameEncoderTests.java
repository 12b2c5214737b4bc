package io.vstp.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.SwappedByteBuf;
import io.netty.buffer.Unpooled;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameLimits;
import io.vstp.frame.FrameTooLargeException;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;
import io.vstp.test.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What the encoder writes and what it refuses to.
 */
class FrameEncoderTests {

	private static final Headers HEADERS = Headers.of("k", "value");

	private final FrameEncoder always = new FrameEncoder(CrcMode.ALWAYS);

	private final FrameEncoder flagged = new FrameEncoder(CrcMode.FLAGGED);

	@Test
	void shouldWriteExamplesOfSpecification() {
		assertThat(hex(this.always, Frame.of(FrameType.ACK, Headers.of("msg-id", "42"))))
			.isEqualTo("56540107000a000000000006026d73672d69643432b2bbc562");
		Frame flags = Frame.data(Headers.EMPTY, "flags").withFlags(FrameFlags.REQ_ACK | FrameFlags.CRC);
		assertThat(hex(this.always, flags)).isEqualTo("5654010303000000000005666c616773b92713d8")
			.isEqualTo(hex(this.flagged, flags));
	}

	@Test
	void shouldWriteTrailerOnlyWhenFlagIsSetInFlaggedMode() {
		Frame plain = Frame.data(HEADERS, "x");
		assertThat(this.flagged.trailerLength(plain)).isZero();
		assertThat(hex(this.flagged, plain)).hasSize(2 * (11 + 8 + 1));
		Frame checked = plain.withFlags(FrameFlags.CRC);
		assertThat(this.flagged.trailerLength(checked)).isEqualTo(4);
		assertThat(hex(this.flagged, checked)).hasSize(2 * (11 + 8 + 1 + 4));
	}

	@ParameterizedTest
	@EnumSource(CrcMode.class)
	void shouldRefuseFrameWhenLongerThanLimit(CrcMode mode) {
		FrameEncoder encoder = new FrameEncoder(mode);
		FrameLimits limits = FrameLimits.DEFAULTS.withMaxFrameLength(100);
		for (int flags : new int[] { FrameFlags.NONE, FrameFlags.CRC }) {
			int overhead = hex(encoder, Frame.data(HEADERS, "").withFlags(flags)).length() / 2;
			Frame longest = Frame.data(HEADERS, new byte[100 - overhead]).withFlags(flags);
			assertThat(encoder.length(longest, limits)).isEqualTo(100);
			Frame tooLong = Frame.data(HEADERS, new byte[101 - overhead]).withFlags(flags);
			assertThatExceptionOfType(FrameTooLargeException.class).isThrownBy(() -> encoder.length(tooLong, limits))
				.withMessage("The frame is 101 bytes long, but the limit is 100 bytes")
				.satisfies((ex) -> {
					assertThat(ex.length()).isEqualTo(101);
					assertThat(ex.limit()).isEqualTo(100);
				});
		}
	}

	@Test
	void shouldRefuseFrameWhenItsLengthIsBeyondAnInt() {
		ByteBuf huge = Unpooled.wrappedBuffer(new byte[0]);
		Frame frame = Frame.data(Headers.EMPTY, new HugeBuffer(huge));
		assertThatExceptionOfType(FrameTooLargeException.class)
			.isThrownBy(() -> this.always.length(frame, FrameLimits.DEFAULTS.withMaxFrameLength(Integer.MAX_VALUE)))
			.satisfies((ex) -> assertThat(ex.length()).isEqualTo(Integer.MAX_VALUE + 15L));
	}

	@Test
	void shouldRefuseFrameWhenHeaderSectionIsTooLong() {
		FrameLimits limits = new FrameLimits(1_000, 8, 10);
		assertThat(this.always.length(Frame.of(FrameType.DATA, HEADERS), limits)).isEqualTo(23);
		assertThatExceptionOfType(FrameTooLargeException.class)
			.isThrownBy(() -> this.always.length(Frame.of(FrameType.DATA, Headers.of("k", "value+")), limits))
			.withMessage("The header section is 9 bytes long, but the limit is 8 bytes");
		HeadersBuilder builder = Headers.builder();
		for (int i = 0; i < 128; i++) {
			builder.add(new byte[255], new byte[255]);
		}
		assertThatExceptionOfType(FrameTooLargeException.class)
			.isThrownBy(() -> this.always.length(Frame.of(FrameType.DATA, builder.build()), FrameLimits.DEFAULTS))
			.withMessageContaining("65536")
			.withMessageContaining("65535");
	}

	@Test
	void shouldRefuseFrameWhenItHasTooManyHeaders() {
		FrameLimits limits = new FrameLimits(1_000, 100, 1);
		assertThat(this.always.length(Frame.of(FrameType.DATA, HEADERS), limits)).isEqualTo(23);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.always.length(Frame.of(FrameType.DATA, HEADERS.with("a", "b")), limits))
			.withMessageContaining("2 headers")
			.withMessageContaining("limit is 1");
	}

	@Test
	void shouldLeavePayloadAloneWhenEncoding() {
		ByteBuf payload = PooledByteBufAllocator.DEFAULT.directBuffer().writeBytes("..payload".getBytes());
		payload.readerIndex(2);
		Frame frame = Frame.data(HEADERS, payload);
		String expected = hex(this.always, Frame.data(HEADERS, "payload"));
		assertThat(hex(this.always, frame)).isEqualTo(expected).isEqualTo(hex(this.always, frame));
		assertThat(payload.readerIndex()).isEqualTo(2);
		assertThat(payload.refCnt()).isEqualTo(1);
		frame.release();
	}

	@Test
	void shouldWriteSameBytesWhenPayloadIsComposite() {
		ByteBuf payload = PooledByteBufAllocator.DEFAULT.compositeDirectBuffer()
			.addComponent(true, PooledByteBufAllocator.DEFAULT.directBuffer().writeBytes("pay".getBytes()))
			.addComponent(true, Unpooled.wrappedBuffer("lo".getBytes()))
			.addComponent(true, PooledByteBufAllocator.DEFAULT.heapBuffer().writeBytes("ad".getBytes()));
		Frame frame = Frame.data(HEADERS, payload);
		String expected = hex(this.always, Frame.data(HEADERS, "payload"));
		assertThat(hex(this.always, frame)).isEqualTo(expected);
		assertThat(gathered(this.always, frame)).isEqualTo(expected);
		frame.release();
	}

	@Test
	void shouldWriteBehindWhatIsThereWhenBufferIsShared() {
		ByteBuf out = Unpooled.buffer();
		this.always.encode(Frame.data(HEADERS, "one"), out);
		this.always.encode(Frame.data(HEADERS, "two"), out);
		byte[] bytes = Arrays.copyOf(out.array(), out.readableBytes());
		assertThat(Decoded.of(FrameLimits.DEFAULTS, CrcMode.ALWAYS, bytes).frames())
			.extracting((frame) -> new String(frame.payload().array()))
			.containsExactly("one", "two");
	}

	@ParameterizedTest
	@EnumSource(CrcMode.class)
	void shouldDecodeToSameWhenRandom(CrcMode mode) {
		long seed = Seeds.next();
		Random random = Seeds.random(seed);
		FrameEncoder encoder = new FrameEncoder(mode);
		for (int round = 0; round < 1_000; round++) {
			HeadersBuilder headers = Headers.builder();
			for (int i = random.nextInt(10); i > 0; i--) {
				headers.add(bytes(random, 256), bytes(random, 256));
			}
			byte[] payload = bytes(random, 2_000);
			DecodedFrame expected = new DecodedFrame(FrameType.values()[random.nextInt(8)],
					random.nextInt(256) & FrameFlags.KNOWN, headers.build(), ByteBuffer.wrap(payload));
			Frame frame = Frame.of(expected.type(), expected.flags(), expected.headers(),
					Unpooled.wrappedBuffer(payload));
			String hex = hex(encoder, frame);
			assertThat(hex).isEqualTo(gathered(encoder, frame))
				.hasSize(2 * encoder.length(frame, FrameLimits.DEFAULTS));
			assertThat(Decoded.of(FrameLimits.DEFAULTS, mode, HexFormat.of().parseHex(hex)))
				.as("seed %d, round %d", seed, round)
				.isEqualTo(new Decoded(List.of(expected), null));
		}
	}

	private static byte[] bytes(Random random, int bound) {
		byte[] bytes = new byte[random.nextInt(bound)];
		random.nextBytes(bytes);
		return bytes;
	}

	private static String hex(FrameEncoder encoder, Frame frame) {
		ByteBuf out = Unpooled.buffer();
		encoder.encode(frame, out);
		return HexFormat.of().formatHex(out.array(), 0, out.readableBytes());
	}

	private static String gathered(FrameEncoder encoder, Frame frame) {
		ByteBuf head = Unpooled.buffer();
		ByteBuf trailer = Unpooled.buffer();
		encoder.encodeHead(frame, head);
		encoder.encodeTrailer(frame, head, trailer);
		assertThat(head.readableBytes()).isEqualTo(encoder.headLength(frame));
		assertThat(trailer.readableBytes()).isEqualTo(encoder.trailerLength(frame));
		HexFormat format = HexFormat.of();
		return format.formatHex(head.array(), 0, head.readableBytes()) + format.formatHex(frame.payloadBytes())
				+ format.formatHex(trailer.array(), 0, trailer.readableBytes());
	}

	/**
	 * Claims to be as long as a buffer can be.
	 */
	private static final class HugeBuffer extends SwappedByteBuf {

		HugeBuffer(ByteBuf buffer) {
			super(buffer);
		}

		@Override
		public int readableBytes() {
			return Integer.MAX_VALUE;
		}

	}

}
