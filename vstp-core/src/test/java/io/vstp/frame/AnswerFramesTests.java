package io.vstp.frame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerFramesTests {

	@Test
	void shouldRepeatIdsWhenFrameHasThem() {
		Headers cause = Headers.of("msg-id", "1", "correlation-id", "c", "op", "x");
		assertThat(AnswerFrames.ack(cause)).hasToString("ACK[flags=-, headers={msg-id=1}, payload=0 bytes]");
		assertThat(AnswerFrames.error(ErrorCode.OVERLOADED, "no", cause).headers())
			.isEqualTo(Headers.of("code", "overloaded", "message", "no", "correlation-id", "c", "msg-id", "1"));
	}

	@Test
	void shouldHaveNoIdsWhenFrameHasNone() {
		assertThat(AnswerFrames.ack(Headers.EMPTY).headers().isEmpty()).isTrue();
		assertThat(AnswerFrames.error(ErrorCode.MALFORMED, "", Headers.EMPTY).headers())
			.isEqualTo(Headers.of("code", "malformed", "message", ""));
	}

	@Test
	void shouldRepeatIdsByteByByteWhenTheyAreNotUtf8() {
		byte[] id = new byte[255];
		Arrays.fill(id, (byte) 0xFF);
		Headers cause = Headers.builder().add(bytes("msg-id"), id).add(bytes("correlation-id"), id).build();
		assertThat(AnswerFrames.ack(cause).headers()).isEqualTo(Headers.builder().add(bytes("msg-id"), id).build());
		Headers error = AnswerFrames.error(ErrorCode.OVERLOADED, "no", cause).headers();
		assertThat(error.getBytes("correlation-id")).isEqualTo(id);
		assertThat(error.getBytes("msg-id")).isEqualTo(id);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Test
	void shouldCutMessageBetweenCharactersWhenItIsLong() {
		String message = AnswerFrames.error(ErrorCode.MALFORMED, "x" + "名".repeat(100), Headers.EMPTY)
			.header(HeaderNames.MESSAGE);
		assertThat(message).isEqualTo("x" + "名".repeat(84));
		assertThat(message.getBytes(StandardCharsets.UTF_8)).hasSize(253);
	}

}
