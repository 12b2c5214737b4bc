package io.vstp.spring.handler;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handlers that the Kotlin compiler has made ({@code KotlinHandlers.kt}).
 */
class HandlerKotlinTests {

	private final HandlerFixture fixture = new HandlerFixture(KotlinHandlers.class);

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	private TestExchange handle(String... headers) {
		return this.fixture.handle(Frame.data(Headers.of(headers), "Ada"));
	}

	@ParameterizedTest
	@CsvSource({ "suspend, '{\"name\":\"Ada\"}'", "flow, '[1,2,3]'" })
	void shouldReplyWhenFunctionHasEnded(String op, String payload) {
		try (TestExchange exchange = handle("op", op)) {
			Awaitility.await().until(() -> exchange.events().size() == 2);
			assertThat(exchange.reply().payloadText()).isEqualTo(payload);
		}
	}

	@Test
	void shouldPassArgumentWhenHeaderIsThere() {
		try (TestExchange exchange = handle("op", "suspend", "title", "Countess")) {
			Awaitility.await().until(() -> exchange.events().size() == 2);
			assertThat(exchange.reply().payloadText()).isEqualTo("{\"name\":\"Countess Ada\"}");
		}
	}

	@Test
	void shouldCompleteWhenFunctionReturnsUnit() {
		try (TestExchange exchange = handle("op", "suspend-unit")) {
			Awaitility.await().until(() -> exchange.events().contains("complete"));
		}
	}

	@Test
	void shouldAnswerHandlerFailedWhenFunctionThrows() {
		try (TestExchange exchange = handle("op", "suspend-fails")) {
			Awaitility.await().until(() -> exchange.events().contains("fail"));
			assertThat(exchange.errorCode()).isEqualTo(ErrorCode.HANDLER_FAILED);
			assertThat(exchange.errorMessage()).isEqualTo("IllegalStateException: not today");
		}
	}

	@Test
	void shouldCancelFunctionWhenSessionEnds() {
		try (TestExchange exchange = handle("op", "suspend-for-ever", "correlation-id", "1")) {
			assertThat(exchange.events()).containsExactly("ack");
			exchange.endSession();
			Awaitility.await().until(() -> this.fixture.bean(KotlinHandlers.class).getCancelled());
			assertThat(exchange.errorCode()).isEqualTo(ErrorCode.SHUTTING_DOWN);
		}
	}

}
