package io.vstp.spring.handler;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.spring.annotation.VstpHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class VstpFrameHandlerTests {

	private HandlerFixture fixture;

	@BeforeEach
	void start() {
		this.fixture = new HandlerFixture(Routes.class, Failing.class, Recovering.class);
	}

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	private TestExchange handle(Headers headers) {
		ByteBuf payload = ByteBufUtil.writeUtf8(ByteBufAllocator.DEFAULT, "x");
		return this.fixture.handle(Frame.data(headers, payload));
	}

	@ParameterizedTest
	@CsvSource({ "DATA, TCP, sensor-id=a, with id", "DATA, TCP, sensor-id=a;op=latest, latest",
			"DATA, UDP, sensor-id=a;op=latest, latest by UDP", "DATA, TCP, sensor-id=a;op=latest;op=x, latest",
			"DATA, TCP, sensor-id=a;op=x, with id", "DATA, TCP, sensor-id=temp-1, temperature",
			"DATA, TCP, op=latest;room=1, room", "PING, TCP, sensor-id=a, ping" })
	void shouldCallMostSpecificHandler(FrameType type, Transport transport, String headers, String expected) {
		try (TestExchange exchange = this.fixture.handle(Frame.of(type, headers(headers)), transport)) {
			assertThat(exchange.reply().payloadText()).isEqualTo(expected);
		}
	}

	@ParameterizedTest
	@CsvSource({ "DATA, op=secret;token=abc;op=2, 'type DATA with headers op, token'",
			"DATA, '', type DATA with no headers", "PING, op=throws, type PING with headers op" })
	void shouldAnswerNoHandlerWhenNobodyTakesTheFrame(FrameType type, String headers, String expected) {
		try (TestExchange exchange = this.fixture.handle(Frame.of(type, headers(headers)))) {
			assertThat(exchange.events()).containsExactly("fail");
			assertThat(exchange.errorCode()).isEqualTo(ErrorCode.NO_HANDLER);
			assertThat(exchange.errorMessage()).isEqualTo("No handler takes a frame of " + expected);
			assertThat(this.fixture.observed()).isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource({ "throws, IllegalStateException: no luck", "checked, IOException", "error, AssertionError: wrong",
			"future, IllegalStateException: no luck", "nested-future, IllegalStateException: no luck",
			"lines, IllegalStateException: one two" })
	void shouldAnswerHandlerFailedWhenHandlerThrows(String op, String message, CapturedOutput output) {
		try (TestExchange exchange = handle(Headers.of("op", op))) {
			assertThat(exchange.events()).containsExactly("ack", "fail");
			assertThat(exchange.errorCode()).isEqualTo(ErrorCode.HANDLER_FAILED);
			assertThat(exchange.errorMessage()).isEqualTo(message);
			assertThat(this.fixture.observed()).singleElement().asString().endsWith("() TCP handler-failed");
			assertThat(output).contains("WARN", "Handler VstpFrameHandlerTests.Failing#",
					"at " + Failing.class.getName());
		}
	}

	@Test
	void shouldNotWarnWhenPeerIsAtFault(CapturedOutput output) {
		try (TestExchange exchange = handle(Headers.of("op", "header"))) {
			assertThat(exchange.errorCode()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
			assertThat(output).doesNotContain("WARN");
		}
	}

	@ParameterizedTest
	@CsvSource({ "recover-throws, rescued no luck", "recover-cause, rescued no luck", "recover-future, rescued no luck",
			"recover-header, 'rescued Header ''n'' is missing'", "recover-checked, later x" })
	void shouldReplyWithWhatExceptionHandlerReturns(String op, String expected) {
		try (TestExchange exchange = handle(Headers.of("op", op))) {
			assertThat(exchange.events()).containsExactly("ack", "reply");
			assertThat(exchange.reply().payloadText()).isEqualTo(expected);
			assertThat(this.fixture.observed()).singleElement().asString().endsWith("TCP null");
		}
	}

	@ParameterizedTest
	@CsvSource({ "recover-error, 'AssertionError: wrong'", "recover-fails, 'UnsupportedOperationException: no rescue'",
			"recover-fails-later, 'IllegalArgumentException: no rescue either'" })
	void shouldAnswerHandlerFailedWhenExceptionHandlerDoesNotHelp(String op, String message) {
		try (TestExchange exchange = handle(Headers.of("op", op))) {
			assertThat(exchange.errorCode()).isEqualTo(ErrorCode.HANDLER_FAILED);
			assertThat(exchange.errorMessage()).isEqualTo(message);
		}
	}

	private static Headers headers(String text) {
		Headers headers = Headers.EMPTY;
		for (String header : text.isEmpty() ? new String[0] : text.split(";")) {
			headers = headers.with(header.split("=")[0], header.split("=")[1]);
		}
		return headers;
	}

	@VstpHandler("sensor-id")
	static class Routes {

		@VstpHandler
		String withId() {
			return "with id";
		}

		@VstpHandler("op=latest")
		String latest() {
			return "latest";
		}

		@VstpHandler(value = "op=latest", transport = Transport.UDP)
		String latestByUdp() {
			return "latest by UDP";
		}

		@VstpHandler("sensor-id=temp-*")
		String temperature() {
			return "temperature";
		}

		@VstpHandler(frameType = FrameType.PING)
		String ping() {
			return "ping";
		}

	}

	static class Failing {

		@VstpHandler({ "room", "!sensor-id", "op!=later*" })
		String room() {
			return "room";
		}

		@VstpHandler("op=throws")
		void throwing() {
			throw new IllegalStateException("no luck");
		}

		@VstpHandler("op=checked")
		void checked() throws IOException {
			throw new IOException();
		}

		@VstpHandler("op=error")
		void error() {
			throw new AssertionError("wrong");
		}

		@VstpHandler("op=future")
		CompletableFuture<String> future() {
			return CompletableFuture.failedFuture(new IllegalStateException("no luck"));
		}

		@VstpHandler("op=nested-future")
		CompletableFuture<String> nestedFuture() {
			return CompletableFuture.completedFuture("x").thenApply((x) -> {
				throw new IllegalStateException("no luck");
			});
		}

		@VstpHandler("op=lines")
		void lines() {
			throw new IllegalStateException("one\n\ttwo");
		}

		@VstpHandler("op=header")
		void header(@Header("n") int n) {
		}

	}

	static class Recovering {

		@VstpHandler("op=recover-throws")
		void throwing() {
			throw new IllegalStateException("no luck");
		}

		@VstpHandler("op=recover-cause")
		void cause() {
			throw new CompletionException("wrapped", new IllegalStateException("no luck"));
		}

		@VstpHandler("op=recover-future")
		CompletableFuture<String> future() {
			return CompletableFuture.failedFuture(new IllegalStateException("no luck"));
		}

		@VstpHandler("op=recover-header")
		void header(@Header("n") int n) {
		}

		@VstpHandler("op=recover-checked")
		void checked() throws IOException {
			throw new IOException();
		}

		@VstpHandler("op=recover-error")
		void error() {
			throw new AssertionError("wrong");
		}

		@VstpHandler("op=recover-fails")
		void fails() {
			throw new UnsupportedOperationException("no luck");
		}

		@VstpHandler("op=recover-fails-later")
		void failsLater() {
			throw new IllegalArgumentException("no luck");
		}

		@MessageExceptionHandler
		String rescue(IllegalStateException ex) {
			return "rescued " + ex.getMessage();
		}

		@MessageExceptionHandler
		String rescue(MessagingException ex) {
			return "rescued " + ex.getMessage();
		}

		@MessageExceptionHandler(IOException.class)
		CompletableFuture<String> rescueLater(String payload) {
			return CompletableFuture.completedFuture("later " + payload);
		}

		@MessageExceptionHandler
		void rescue(UnsupportedOperationException ex) {
			throw new UnsupportedOperationException("no rescue");
		}

		@MessageExceptionHandler
		CompletableFuture<String> rescue(IllegalArgumentException ex) {
			return CompletableFuture.failedFuture(new IllegalArgumentException("no rescue either"));
		}

	}

}
