package io.vstp.engine.fragment;

import java.util.BitSet;

import io.netty.buffer.Unpooled;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a progress ACK looks like.
 */
class ProgressAckTests {

	@Test
	void shouldHaveBitmapWithLowestBitFirstWhenEncoded() {
		BitSet arrived = new BitSet();
		arrived.set(1);
		arrived.set(9);
		Frame frame = new ProgressAck(4_294_967_295L, 3, 17, arrived).toFrame();
		assertThat(frame.type()).isEqualTo(FrameType.ACK);
		assertThat(frame.flags()).isEqualTo(FrameFlags.NONE);
		assertThat(frame.headers())
			.isEqualTo(Headers.of("vx", "1", "frag-id", "4294967295", "frag-ack", "3", "frag-window", "17"));
		assertThat(frame.payloadBytes()).containsExactly(0x02, 0x02);
		assertThat(ProgressAck.of(frame)).isEqualTo(new ProgressAck(4_294_967_295L, 3, 17, arrived));
	}

	@Test
	void shouldHaveNoPayloadWhenNothingArrivedOutOfOrder() {
		Frame frame = new ProgressAck(0, 5, 0, new BitSet()).toFrame();
		assertThat(frame.payload().isReadable()).isFalse();
		assertThat(ProgressAck.of(frame)).isEqualTo(new ProgressAck(0, 5, 0, new BitSet()));
	}

	@Test
	void shouldStayWithinOverheadWhenNumbersAreLarge() {
		Headers headers = new ProgressAck(FragmentPlan.MAX_NUMBER, FragmentPlan.MAX_NUMBER, FragmentPlan.MAX_NUMBER,
				new BitSet())
			.toFrame()
			.headers();
		assertThat(11 + headers.byteLength() + 4).isLessThanOrEqualTo(ProgressAck.MAX_OVERHEAD - 100);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-1", "+1", "4294967296", "99999999999999999999", "1x", " 1", "0x1", "\u0661" })
	void shouldRefuseWhenNumberIsNone(String number) {
		String[] names = { "frag-id", "frag-ack", "frag-window" };
		for (String wrong : names) {
			String[] headers = { "vx", "1", "frag-id", "1", "frag-ack", "1", "frag-window", "1" };
			for (int i = 0; i < headers.length; i += 2) {
				if (headers[i].equals(wrong)) {
					headers[i + 1] = number;
				}
			}
			assertThat(ProgressAck.of(ack(headers))).isNull();
		}
	}

	@Test
	void shouldRefuseWhenHeaderIsMissingOrTooMuch() {
		assertThat(ProgressAck.of(ack("frag-id", "1", "frag-ack", "1", "frag-window", "1"))).isNull();
		assertThat(ProgressAck.of(ack("vx", "1", "frag-ack", "1", "frag-window", "1"))).isNull();
		assertThat(ProgressAck.of(ack("vx", "1", "frag-id", "1", "frag-window", "1"))).isNull();
		assertThat(ProgressAck.of(ack("vx", "1", "frag-id", "1", "frag-ack", "1"))).isNull();
		assertThat(ProgressAck.of(ack("msg-id", "1", "vx", "1", "frag-id", "1", "frag-ack", "1", "frag-window", "1")))
			.isNull();
		assertThat(ProgressAck
			.of(Frame.of(FrameType.ERR, Headers.of("vx", "1", "frag-id", "1", "frag-ack", "1", "frag-window", "1"))))
			.isNull();
	}

	private static Frame ack(String... headers) {
		return Frame.of(FrameType.ACK, FrameFlags.NONE, Headers.of(headers), Unpooled.EMPTY_BUFFER);
	}

}
