package io.vstp.spring.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.vstp.frame.FrameTooLargeException;
import io.vstp.frame.Headers;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpErrorException;
import io.vstp.transport.VstpOverloadedException;
import io.vstp.transport.VstpTimeoutException;
import io.vstp.transport.VstpUnreachableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ObservedErrors}.
 */
class ObservedErrorsTests {

	static Stream<Arguments> failures() {
		return Stream.of(Arguments.of(new VstpTimeoutException("late"), "timeout"),
				Arguments.of(new TimeoutException(), "timeout"),
				Arguments.of(new VstpOverloadedException("full"), "client-overloaded"),
				Arguments.of(new CancellationException(), "cancelled"),
				Arguments.of(new FrameTooLargeException("The frame", 2, 1), "too-large"),
				Arguments.of(new VstpUnreachableException("away"), "unreachable"),
				Arguments.of(new VstpConnectionException("lost"), "connection-lost"),
				Arguments.of(new IllegalStateException("bug"), "other"),
				Arguments.of(VstpErrorException.of("peer", Headers.of("code", "no-handler")), "no-handler"),
				Arguments.of(VstpErrorException.of("peer", Headers.of("code", "the-peers-own")), "other"));
	}

	@ParameterizedTest
	@MethodSource("failures")
	void shouldNameFailureInOneOfFewWords(Throwable failure, String error) {
		assertThat(ObservedErrors.of(failure)).isEqualTo(error);
	}

	@Test
	void shouldSayNoneWhenNothingFailed() {
		assertThat(ObservedErrors.of((Throwable) null)).isEqualTo("none");
	}

	@ParameterizedTest
	@CsvSource({ "'', none", "SENT SENT, none", "ACKNOWLEDGED, none", "SENT CLOSED, partial",
			"NOT_GREETED NOT_GREETED, not-greeted", "CLOSED TIMED_OUT, partial" })
	void shouldNameResultOfPush(String outcomes, String error) {
		Map<String, VstpPushOutcome> result = new LinkedHashMap<>();
		for (String outcome : outcomes.isEmpty() ? new String[0] : outcomes.split(" ")) {
			result.put("session-" + result.size(), VstpPushOutcome.valueOf(outcome));
		}
		assertThat(ObservedErrors.of(new VstpPushResult(result))).isEqualTo(error);
	}

}
