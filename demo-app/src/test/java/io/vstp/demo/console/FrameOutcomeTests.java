package io.vstp.demo.console;

import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is shown of a reply.
 */
class FrameOutcomeTests {

	@ParameterizedTest
	@ValueSource(strings = { "a", "ä", "€", "😀" })
	void shouldShowBeginningOfTextWhereverItIsCut(String character) {
		for (int before = 0; before < 4; before++) {
			String text = "x".repeat(before) + character.repeat(4_096);
			FrameOutcome outcome = FrameOutcome.reply(Frame.data(Headers.EMPTY, text), 1);
			assertThat(text).startsWith(outcome.payload());
			assertThat(outcome.payload()).hasSizeGreaterThan(1_000);
		}
	}

}
