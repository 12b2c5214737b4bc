package io.vstp.frame;

import java.util.Locale;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Frames, their types, flags, error codes and limits.
 */
class FrameTests {

	@Test
	void shouldOwnPayloadWhenMade() {
		ByteBuf payload = PooledByteBufAllocator.DEFAULT.buffer().writeBytes(new byte[] { 1, 2, 3 });
		Frame frame = Frame.data(Headers.EMPTY, payload);
		assertThat(frame.payload()).isSameAs(payload);
		assertThat(frame.retain().refCnt()).isEqualTo(2);
		assertThat(frame.retain(2).touch().touch("here").refCnt()).isEqualTo(4);
		assertThat(frame.release(3)).isFalse();
		assertThat(frame.release()).isTrue();
		assertThat(payload.refCnt()).isZero();
	}

	@Test
	void shouldTakeOthersPlaceWhenHeadersOrFlagsChange() {
		ByteBuf payload = PooledByteBufAllocator.DEFAULT.buffer().writeByte(1);
		Frame frame = Frame.data(Headers.of("a", "1"), payload);
		Frame changed = frame.withHeader("b", "2").withFlags(FrameFlags.REQ_ACK | 0x80);
		assertThat(changed.headers()).isEqualTo(Headers.of("a", "1", "b", "2"));
		assertThat(changed.flags()).isEqualTo(FrameFlags.REQ_ACK);
		assertThat(changed.type()).isEqualTo(FrameType.DATA);
		assertThat(changed.payload()).isSameAs(payload);
		assertThat(frame.headers()).isEqualTo(Headers.of("a", "1"));
		assertThat(frame.flags()).isEqualTo(FrameFlags.NONE);
		assertThat(changed.release()).isTrue();
		assertThat(frame.refCnt()).isZero();
	}

	@Test
	void shouldReadPayloadWhenAskedTwice() {
		Frame frame = Frame.data(Headers.EMPTY, "h\u00e9llo");
		assertThat(frame.payloadText()).isEqualTo("h\u00e9llo").isEqualTo(frame.payloadText());
		assertThat(frame.payloadBytes()).hasSize(6);
		frame.payloadBytes()[0] = 'x';
		assertThat(frame.payloadText()).isEqualTo("h\u00e9llo");
		assertThat(frame.header("a")).isNull();
	}

	@Test
	void shouldDropReservedFlagsWhenMade() {
		Frame frame = Frame.of(FrameType.PING, 0xff, Headers.EMPTY, Unpooled.EMPTY_BUFFER);
		assertThat(frame.flags()).isEqualTo(0x33);
		assertThat(frame.has(FrameFlags.REQ_ACK)).isTrue();
		assertThat(frame.withFlags(FrameFlags.CRC).has(FrameFlags.REQ_ACK)).isFalse();
	}

	@Test
	void shouldNotShowPayloadWhenPrinted() {
		assertThat(Frame.data(Headers.of("a", "1"), "secret").withFlags(FrameFlags.REQ_ACK | FrameFlags.COMP))
			.hasToString("DATA[flags=REQ_ACK|COMP, headers={a=1}, payload=6 bytes]");
		assertThat(Frame.of(FrameType.BYE, Headers.EMPTY)).hasToString("BYE[flags=-, headers={}, payload=0 bytes]");
	}

	@ParameterizedTest
	@EnumSource
	void shouldFindTypeWhenGivenItsCode(FrameType type) {
		assertThat(FrameType.ofCode(type.code())).isEqualTo(type);
		assertThat(type.code()).isEqualTo(type.ordinal() + 1);
	}

	@Test
	void shouldFindNoTypeWhenCodeIsUnknown() {
		assertThat(FrameType.ofCode(-1)).isNull();
		assertThat(FrameType.ofCode(0)).isNull();
		assertThat(FrameType.ofCode(9)).isNull();
		assertThat(FrameType.ofCode(255)).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void shouldFindErrorCodeWhenGivenItsText(ErrorCode code) {
		assertThat(ErrorCode.ofCode(code.code())).isEqualTo(code);
		assertThat(code.code()).isEqualTo(code.name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.isEqualTo(code.toString());
	}

	@Test
	void shouldFindNoErrorCodeWhenTextIsOfPeersOwn() {
		assertThat(ErrorCode.ofCode("teapot")).isNull();
		assertThat(ErrorCode.ofCode(null)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "63,10,10,maxFrameLength,63", "64,-1,10,maxHeaderLength,-1", "64,65536,10,maxHeaderLength,65536",
			"64,10,-1,maxHeaders,-1" })
	void shouldRejectLimitsWhenOutOfRange(int frame, int header, int headers, String name, String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> new FrameLimits(frame, header, headers))
			.withMessageContaining(name)
			.withMessageContaining(value);
	}

	@Test
	void shouldKeepOtherLimitsWhenOneChanges() {
		assertThat(new FrameLimits(64, 0, 0).withMaxFrameLength(100)).isEqualTo(new FrameLimits(100, 0, 0));
		assertThat(FrameLimits.DEFAULTS).isEqualTo(new FrameLimits(8_388_608, 65_535, 1_024));
	}

}
