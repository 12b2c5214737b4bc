package io.vstp.spring.handler;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.spring.annotation.VstpHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.messaging.handler.annotation.Header;

import static org.assertj.core.api.Assertions.assertThat;

class HandlerHeaderArgumentTests {

	private HandlerFixture fixture;

	@BeforeEach
	void start() {
		this.fixture = new HandlerFixture(HeaderArguments.class);
	}

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	@ParameterizedTest
	@CsvSource({ "header=7, '7'", "op, required", "h-int=7, 8", "h-duration=PT5S, PT5S", "h-default, 42",
			"h-default=1, 1", "h-placeholder, from default", "h-optional, none", "h-optional=3, 3",
			"h-not-required, null", "h-bytes=ab, '[97, 98]'", "h-name=n, n", "h-enum=PING, PING",
			"h-uuid=3d0b9d5e-6f0c-4f6a-9f2e-0a1b2c3d4e5f, 3d0b9d5e-6f0c-4f6a-9f2e-0a1b2c3d4e5f",
			"h-optional-duration, none", "h-optional-duration=PT90S, PT1M30S" })
	void shouldConvertHeaderWhenParameterIsAnnotated(String header, String expected) {
		String[] parts = header.split("=");
		String op = parts[0].equals("op") ? "required" : parts[0];
		Headers headers = Headers.of("op", op);
		headers = (parts.length > 1) ? headers.with("value", parts[1]) : headers;
		try (TestExchange exchange = this.fixture.handle(Frame.data(headers, ""))) {
			assertThat(exchange.reply().payloadText()).isEqualTo(expected);
		}
	}

	@Test
	void shouldResolveHeadersThatSpringKeepsForItself() {
		Headers headers = Headers.of("op", "reserved", "id", "7", "timestamp", "now", "content-type", "text/csv",
				"many", "1", "many", "2");
		try (TestExchange exchange = this.fixture.handle(Frame.data(headers, ""))) {
			assertThat(exchange.reply().payloadText()).isEqualTo("7 now text/csv text/csv [1, 2] [1, 2] 1 {1=2}");
		}
	}

	@Test
	void shouldAnswerInvalidPayloadWhenHeaderIsMissing() {
		try (TestExchange exchange = this.fixture.handle(Frame.data(Headers.of("op", "h-int"), ""))) {
			assertThat(exchange.errorCode()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
			assertThat(exchange.errorMessage()).isEqualTo("Header 'value' is missing");
		}
	}

	@Test
	void shouldNameHeaderWhenItCannotBeConverted() {
		try (TestExchange exchange = this.fixture.handle(Frame.data(Headers.of("op", "h-int", "value", "many"), ""))) {
			assertThat(exchange.errorCode()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
			assertThat(exchange.errorMessage())
				.isEqualTo("Header 'value' cannot be read as int: For input string: \"many\"");
		}
	}

	static class HeaderArguments {

		@VstpHandler("op=header")
		String header(@Header("value") String value) {
			return value;
		}

		@VstpHandler("op=required")
		String required(@Header String op) {
			return op;
		}

		@VstpHandler("op=h-uuid")
		String uuid(@Header("value") UUID value) {
			return value.toString();
		}

		@VstpHandler("op=h-optional-duration")
		String duration(@Header("value") Optional<Duration> value) {
			return value.map(Duration::toString).orElse("none");
		}

		@VstpHandler("op=h-int")
		String number(@Header("value") int value) {
			return Integer.toString(value + 1);
		}

		@VstpHandler("op=h-duration")
		String duration(@Header("value") Duration value) {
			return value.toString();
		}

		@VstpHandler("op=h-default")
		String withDefault(@Header(name = "value", defaultValue = "42") int value) {
			return Integer.toString(value);
		}

		@VstpHandler("op=h-placeholder")
		String placeholder(@Header(name = "value", defaultValue = "#{'from default'}") String value) {
			return value;
		}

		@VstpHandler("op=h-optional")
		String optional(@Header("value") Optional<Integer> value) {
			return value.map(Object::toString).orElse("none");
		}

		@VstpHandler("op=h-not-required")
		String notRequired(@Header(name = "value", required = false) Integer value) {
			return String.valueOf(value);
		}

		@VstpHandler("op=h-bytes")
		String bytes(@Header("value") byte[] value) {
			return Arrays.toString(value);
		}

		@VstpHandler("op=h-name")
		String named(@Header String value) {
			return value;
		}

		@VstpHandler("op=h-enum")
		String constant(@Header("value") FrameType value) {
			return value.name();
		}

		@VstpHandler("op=reserved")
		String reserved(@Header("id") String id, @Header("timestamp") String timestamp,
				@Header("content-type") String contentType, @Header("contentType") String springContentType,
				@Header("many") List<Integer> many, @Header("many") String[] array, @Header("many") String first,
				@Header("nativeHeaders.many") List<String> all) {
			return "%s %s %s %s %s %s %s {%s=%s}".formatted(id, timestamp, contentType, springContentType, many,
					Arrays.toString(array), first, all.get(0), all.get(1));
		}

	}

}
