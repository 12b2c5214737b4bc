package io.vstp.codec;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.vstp.frame.DecodeError;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameLimits;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.test.RawPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * That decoders say what is wrong.
 */
class DecodeErrorTests {

	private static final FrameLimits SMALL = new FrameLimits(64, 20, 2);

	private static final byte[] PING = RawPeer.encode(Frame.of(FrameType.PING, Headers.EMPTY));

	static Stream<Arguments> onStreams() {
		return Stream.of(Arguments.of(DecodeError.BAD_MAGIC, changed(0, 0x47)),
				Arguments.of(DecodeError.UNSUPPORTED_VERSION, changed(2, 2)),
				Arguments.of(DecodeError.UNKNOWN_TYPE, changed(3, 9)),
				Arguments.of(DecodeError.TOO_LARGE, changed(10, 65)),
				Arguments.of(DecodeError.TOO_LARGE, changed(5, 21)),
				Arguments.of(DecodeError.CRC_MISMATCH, changed(PING.length - 1, 0x55)),
				Arguments.of(DecodeError.BAD_HEADERS,
						RawPeer.encode(Frame.of(FrameType.PING, Headers.of("a", "1", "b", "2", "c", "3")))));
	}

	static Stream<Arguments> inDatagrams() {
		return Stream.concat(onStreams(),
				Stream.of(Arguments.of(DecodeError.BAD_LENGTH, Arrays.copyOf(PING, PING.length + 1)),
						Arguments.of(DecodeError.BAD_LENGTH, Arrays.copyOf(PING, 5))));
	}

	@ParameterizedTest
	@MethodSource("onStreams")
	void shouldSayWhatIsWrongWhenOnStream(DecodeError error, byte[] bytes) {
		EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(SMALL, CrcMode.ALWAYS));
		DecoderException thrown = catchThrowableOfType(DecoderException.class,
				() -> channel.writeInbound(Unpooled.wrappedBuffer(bytes)));
		check(error, bytes, (MalformedFrameException) thrown.getCause());
		channel.finishAndReleaseAll();
	}

	@ParameterizedTest
	@MethodSource("inDatagrams")
	void shouldSayWhatIsWrongWhenInDatagram(DecodeError error, byte[] bytes) {
		ByteBuf datagram = Unpooled.wrappedBuffer(bytes);
		check(error, bytes, catchThrowableOfType(MalformedFrameException.class,
				() -> new DatagramFrameCodec(SMALL, CrcMode.ALWAYS).decode(datagram)));
	}

	@Test
	void shouldHaveARowForEachError() {
		assertThat(inDatagrams().map((row) -> row.get()[0]).distinct()).containsOnly((Object[]) DecodeError.values());
	}

	private static void check(DecodeError error, byte[] bytes, MalformedFrameException thrown) {
		assertThat(thrown).isNotNull();
		assertThat(thrown.error()).as(HexFormat.of().formatHex(bytes)).isEqualTo(error);
		assertThat(thrown.code()).isEqualTo(error.code());
	}

	private static byte[] changed(int index, int value) {
		byte[] bytes = PING.clone();
		bytes[index] = (byte) value;
		return bytes;
	}

}
