package io.vstp.codec;

import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.vstp.codec.Vectors.Capture;
import io.vstp.codec.Vectors.Hostile;
import io.vstp.codec.Vectors.Valid;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameLimits;
import io.vstp.frame.FrameTooLargeException;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Frames as datagrams: those that the crate encodes or sent, and bytes that must not be
 * trusted.
 */
class DatagramFrameCodecTests {

	private static final FrameLimits SMALL = new FrameLimits(64, 20, 2);

	private static final byte[] HELLO = encode(Frame.data(Headers.of("k", "v"), "hello"));

	private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);

	private final DatagramFrameCodec codec = new DatagramFrameCodec(FrameLimits.DEFAULTS, CrcMode.ALWAYS);

	static List<Valid> frames() {
		return Vectors.frames();
	}

	static List<Hostile> hostile() {
		return Vectors.hostile();
	}

	static List<Capture> captures() {
		return Vectors.captures();
	}

	@ParameterizedTest
	@MethodSource("frames")
	void shouldDecodeToFieldsWhenVector(Valid row) {
		assertThat(decode(row.bytes())).isEqualTo(row.frame());
	}

	@ParameterizedTest
	@MethodSource("frames")
	void shouldDecodeToFieldsWhenVectorWithoutTrailer(Valid row) {
		assertThat(decode(cut(row.bytes(), 4))).isEqualTo(row.frame());
	}

	@ParameterizedTest
	@MethodSource("frames")
	void shouldRefuseWhenVectorIsShorterOrLonger(Valid row) {
		for (int length = 0; length < row.bytes().length + 9; length++) {
			if (length != row.bytes().length && length != row.bytes().length - 4) {
				assertThat(failure(Arrays.copyOf(row.bytes(), length))).as("%d bytes", length)
					.isEqualTo(ErrorCode.MALFORMED);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("frames")
	void shouldEncodeToSameBytesWhenFieldsOfVector(Valid row) {
		Frame frame = Frame.of(row.frame().type(), row.frame().flags(), row.frame().headers(),
				Unpooled.wrappedBuffer(row.frame().payload().array()));
		ByteBuf datagram = this.codec.encode(frame, FrameLimits.DEFAULTS, this.allocator);
		assertThat(ByteBufUtil.getBytes(datagram)).isEqualTo(row.bytes());
		assertThat(datagram.capacity()).isEqualTo(row.bytes().length);
		datagram.release();
	}

	@ParameterizedTest
	@MethodSource("hostile")
	void shouldAnswerAsExpectedWhenHostile(Hostile row) {
		switch (row.name()) {
			case "no-crc-trailer" -> assertThat(text(decode(row.bytes()))).isEqualTo("hello");
			case "eleven-bytes" -> assertThat(text(decode(row.bytes()))).isEmpty();
			case "unknown-flag-bits-04" -> assertThat(decode(row.bytes()).flags()).isEqualTo(FrameFlags.NONE);
			case "unknown-flag-bits-ff" -> assertThat(decode(row.bytes()).flags()).isEqualTo(FrameFlags.KNOWN);
			case "unknown-plus-reqack-05" -> assertThat(decode(row.bytes()).flags()).isEqualTo(FrameFlags.REQ_ACK);
			case "bad-version-0", "bad-version-2", "pay-len-max", "pay-len-9mib" ->
				assertThat(failure(row.bytes())).hasToString(row.answer());
			default -> assertThat(failure(row.bytes())).isEqualTo(ErrorCode.MALFORMED);
		}
	}

	@ParameterizedTest
	@MethodSource("captures")
	void shouldDecodeAndEncodeToSameBytesWhenCrateSentIt(Capture row) {
		DecodedFrame frame = decode(row.bytes());
		assertThat(frame.type()).isEqualTo(FrameType.DATA);
		assertThat(frame.headers().get("file-name")).isEqualTo("massive-dataset.bin");
		assertThat(frame.payload().array()).hasSize(row.payloadLength()).containsOnly('B');
		assertThat(
				encode(Frame.of(frame.type(), frame.flags(), frame.headers(), Unpooled.wrappedBuffer(frame.payload()))))
			.isEqualTo(row.bytes());
	}

	@Test
	void shouldReadAllCapturesWhenThereAreTwelve() {
		assertThat(captures()).hasSize(12);
	}

	@Test
	void shouldGiveCrcOfWhatIsBeforeTrailer() {
		CRC32 crc = new CRC32();
		crc.update(HELLO, 0, HELLO.length - 4);
		Datagram with = this.codec.decode(Unpooled.wrappedBuffer(HELLO));
		Datagram without = this.codec.decode(Unpooled.wrappedBuffer(cut(HELLO, 4)));
		assertThat(with.crc()).isEqualTo((int) crc.getValue()).isEqualTo(without.crc());
	}

	@Test
	void shouldShareDatagramWhenPayloadIsNotEmpty() {
		ByteBuf datagram = this.allocator.buffer().writeBytes(new byte[7]).writeBytes(HELLO).skipBytes(7);
		Frame frame = this.codec.decode(datagram).frame();
		assertThat(datagram.isReadable()).isFalse();
		assertThat(datagram.refCnt()).isEqualTo(2);
		datagram.setByte(datagram.writerIndex() - 5, '!');
		assertThat(frame.payloadText()).isEqualTo("hell!");
		datagram.release();
		frame.release();
		assertThat(datagram.refCnt()).isZero();
	}

	@Test
	void shouldReadToEndAndRetainNothingWhenMalformed() {
		for (int position = 0; position < HELLO.length; position++) {
			ByteBuf datagram = this.allocator.buffer().writeBytes(HELLO);
			datagram.setByte(position, ~HELLO[position]);
			assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(() -> this.codec.decode(datagram));
			assertThat(datagram.isReadable()).isFalse();
			assertThat(datagram.refCnt()).isEqualTo(1);
			datagram.release();
		}
	}

	@Test
	void shouldRefuseWhenAnySingleByteIsDamaged() {
		byte[] zeros = encode(Frame.data(Headers.of("a", ""), new byte[8]));
		for (byte[] good : List.of(HELLO, zeros, encode(Frame.of(FrameType.PING, Headers.EMPTY)),
				encode(Frame.data(Headers.EMPTY, new byte[8])))) {
			for (int position = 0; position < good.length; position++) {
				for (int value = 1; value < 256; value++) {
					byte[] bad = good.clone();
					bad[position] ^= (byte) value;
					assertThat(failure(bad)).as("%02x at %d", value, position).isNotNull();
				}
			}
		}
	}

	@Test
	void shouldCheckLimitsBeforeAnythingIsAllocated() {
		DatagramFrameCodec small = new DatagramFrameCodec(SMALL, CrcMode.ALWAYS);
		byte[] fits = encode(Frame.data(Headers.of("k", "v"), new byte[45]));
		small.decode(Unpooled.wrappedBuffer(fits)).frame().release();
		assertThat(failure(small, encode(Frame.data(Headers.of("k", "v"), new byte[46]))))
			.isEqualTo(ErrorCode.TOO_LARGE);
		assertThat(failure(small, encode(Frame.data(Headers.of("k", "0123456789abcdefgh"), ""))))
			.isEqualTo(ErrorCode.TOO_LARGE);
		assertThat(failure(small, encode(Frame.data(Headers.of("", "", "", "", "", ""), ""))))
			.isEqualTo(ErrorCode.MALFORMED);
	}

	@Test
	void shouldCountTrailerWhenFrameIsMeasuredAgainstLimit() {
		DatagramFrameCodec small = new DatagramFrameCodec(SMALL, CrcMode.ALWAYS);
		byte[] tooLong = encode(Frame.data(Headers.EMPTY, new byte[53]));
		assertThat(failure(small, tooLong)).isEqualTo(ErrorCode.TOO_LARGE);
		assertThat(small.decode(Unpooled.wrappedBuffer(cut(tooLong, 4))).frame().payload().readableBytes())
			.isEqualTo(53);
	}

	@ParameterizedTest
	@EnumSource(CrcMode.class)
	void shouldWriteTrailerAsModeSaysAndReadItAnyway(CrcMode mode) {
		DatagramFrameCodec other = new DatagramFrameCodec(FrameLimits.DEFAULTS, mode);
		for (int flags : new int[] { FrameFlags.NONE, FrameFlags.CRC }) {
			Frame frame = Frame.data(Headers.EMPTY, "hello").withFlags(flags);
			ByteBuf datagram = other.encode(frame, FrameLimits.DEFAULTS, this.allocator);
			assertThat(datagram.readableBytes()).isEqualTo(other.length(frame, FrameLimits.DEFAULTS))
				.isEqualTo((mode == CrcMode.FLAGGED && flags == 0) ? 16 : 20);
			assertThat(text(decode(ByteBufUtil.getBytes(datagram)))).isEqualTo("hello");
			datagram.release();
		}
	}

	@ParameterizedTest
	@CsvSource({ "49, 64", "65492, 65507" })
	void shouldEncodeUpToLimitAndNoFurther(int payloadLength, int limit) {
		FrameLimits limits = (limit == 64) ? SMALL : FrameLimits.DEFAULTS;
		this.codec.encode(Frame.data(Headers.EMPTY, new byte[payloadLength]), limits, this.allocator).release();
		Frame tooLong = Frame.data(Headers.EMPTY, new byte[payloadLength + 1]);
		assertThatExceptionOfType(FrameTooLargeException.class)
			.isThrownBy(() -> this.codec.encode(tooLong, limits, this.allocator))
			.withMessageContaining("is %d bytes long, but the limit is %d bytes", limit + 1, limit);
		assertThat(this.allocator.metric().usedDirectMemory() + this.allocator.metric().usedHeapMemory()).isZero();
	}

	@Test
	void shouldRefuseToEncodeWhenHeadersAreTooManyOrTooLong() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.codec.length(Frame.data(Headers.of("", "", "", "", "", ""), ""), SMALL));
		assertThatExceptionOfType(FrameTooLargeException.class)
			.isThrownBy(() -> this.codec.length(Frame.data(Headers.of("k", "0123456789abcdefgh"), ""), SMALL));
	}

	@Test
	void shouldReleaseBufferWhenPayloadCannotBeRead() {
		Frame released = Frame.data(Headers.EMPTY, this.allocator.buffer().writeZero(5));
		released.release();
		assertThat(catchThrowableOfType(RuntimeException.class,
				() -> this.codec.encode(released, FrameLimits.DEFAULTS, this.allocator)))
			.isNotNull();
		assertThat(this.allocator.metric().usedDirectMemory() + this.allocator.metric().usedHeapMemory()).isZero();
	}

	private DecodedFrame decode(byte[] bytes) {
		return DecodedFrame.take(this.codec.decode(Unpooled.wrappedBuffer(bytes)).frame());
	}

	private ErrorCode failure(byte[] bytes) {
		return failure(this.codec, bytes);
	}

	private static ErrorCode failure(DatagramFrameCodec codec, byte[] bytes) {
		ByteBuf datagram = Unpooled.wrappedBuffer(bytes);
		try {
			codec.decode(datagram);
			return null;
		}
		catch (MalformedFrameException ex) {
			assertThat(datagram.refCnt()).isEqualTo(1);
			return ex.code();
		}
	}

	private static String text(DecodedFrame frame) {
		return new String(frame.payload().array());
	}

	private static byte[] cut(byte[] bytes, int count) {
		return Arrays.copyOf(bytes, bytes.length - count);
	}

	private static byte[] encode(Frame frame) {
		ByteBuf out = Unpooled.buffer();
		new FrameEncoder(CrcMode.ALWAYS).encode(frame, out);
		return ByteBufUtil.getBytes(out);
	}

}
