package io.vstp.spring.test.app;

import io.vstp.spring.autoconfigure.VstpAutoConfiguration;
import io.vstp.spring.autoconfigure.VstpServerAutoConfiguration;
import io.vstp.spring.test.client.VstpTestClient;
import io.vstp.spring.test.client.VstpTestResult;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What assertions say when they fail.
 */
class VstpTestResultAssertTests {

	private VstpTestResult result(String op) {
		VstpTestResult[] result = new VstpTestResult[1];
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(VstpAutoConfiguration.class, VstpServerAutoConfiguration.class))
			.withPropertyValues("vstp.server.tcp.enabled=false")
			.withBean(Echo.class)
			.run((context) -> result[0] = VstpTestClient.bindToHandlers(context)
				.header("op", op)
				.contentType("application/json")
				.payload("[1,2]")
				.exchange());
		return result[0];
	}

	@Test
	void shouldDescribeReplyWhenItIsNotExpected() {
		VstpTestResult reply = result("echo");
		shouldFail(() -> assertThat(reply).isError(), "Expected an error, but there was: reply", "[1,2]");
		shouldFail(() -> assertThat(reply).hasNoReply(), "Expected no reply, but there was: reply");
		shouldFail(() -> assertThat(reply).isPush(), "Expected a push");
		shouldFail(() -> assertThat(reply).isNotAcknowledged(), "not acknowledged");
		shouldFail(() -> assertThat(reply).hasHeader("x"), "Expected header 'x'");
		shouldFail(() -> assertThat(reply).hasHeader("correlation-id", 7), "with value '7'");
		shouldFail(() -> assertThat(reply).doesNotHaveHeader("correlation-id"), "Expected no header");
		shouldFail(() -> assertThat(reply).hasPayload("x"), "[1,2]");
		shouldFail(() -> assertThat(reply).hasPayload(new byte[1]), "payload");
		shouldFail(() -> assertThat(reply).hasEmptyPayload(), "payload");
		shouldFail(() -> assertThat(reply).json().isEqualTo("[1]"), "1");
	}

	@Test
	void shouldDescribeErrorWhenItIsNotExpected() {
		VstpTestResult error = result("other");
		shouldFail(() -> assertThat(error).isReply(), "Expected a reply, but there was: error no-handler");
		shouldFail(() -> assertThat(error).isAcknowledged(), "Expected an acknowledged frame");
		shouldFail(() -> assertThat(error).isError("my-code"), "Expected error my-code", "no-handler");
		shouldFail(() -> assertThat(error).errorMessage().isEmpty(), "message of the error");
		assertThat(error.errorCode()).hasToString("no-handler");
	}

	private static void shouldFail(ThrowingCallable assertion, String... text) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).satisfies((error) -> {
			for (String part : text) {
				assertThat(error).hasMessageContaining(part);
			}
		});
	}

}
