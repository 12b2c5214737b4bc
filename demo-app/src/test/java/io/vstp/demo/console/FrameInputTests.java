package io.vstp.demo.console;

import io.vstp.demo.web.InvalidInputException;
import io.vstp.frame.Headers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FrameInput}.
 */
class FrameInputTests {

	@Test
	void shouldReadHeadersLineByLine() {
		assertThat(headers("a=1\r\n\n b = x=y \nempty=\n")).isEqualTo(Headers.of("a", "1", "b", "x=y", "empty", ""));
		assertThat(headers(null)).isEqualTo(Headers.EMPTY);
	}

	@Test
	void shouldSayWhichHeaderIsWrong() {
		refuses("a=1\nnonsense", "Header 'nonsense' is not of the form name=value");
		refuses("=1", "Header '=1' is not of the form name=value");
		refuses("a=" + "x".repeat(256), "Header 'a=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…': ");
		refuses("a=1\n".repeat(33), "There are 33 headers, and 32 at most may be");
	}

	@Test
	void shouldRefuseWhatThereIsNot() {
		FrameInput input = new FrameInput("pigeon", null, null, "x".repeat(65_537));
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(input::checkedTransport)
			.withMessage("'transport' is one of tcp, udp, auto");
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(input::checkedKind)
			.withMessage("'kind' is one of request, ack, plain");
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(input::checkedPayload)
			.withMessage("The payload has 65537 characters, and 65536 at most may be");
	}

	private static Headers headers(String lines) {
		return new FrameInput("tcp", "plain", lines, null).checkedHeaders();
	}

	private static void refuses(String lines, String message) {
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> headers(lines))
			.withMessageStartingWith(message);
	}

}
