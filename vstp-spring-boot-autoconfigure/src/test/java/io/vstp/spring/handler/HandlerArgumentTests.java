package io.vstp.spring.handler;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.convert.FrameMessage;
import io.vstp.transport.VstpSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.validation.Errors;
import org.springframework.validation.SmartValidator;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;

class HandlerArgumentTests {

	private HandlerFixture fixture;

	@BeforeEach
	void start() {
		this.fixture = new HandlerFixture(Arguments.class, Extensions.class);
	}

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	@ParameterizedTest
	@CsvSource({ "frame, DATA grün", "headers, 2", "session, session-1 UDP", "byteBuf, grün", "byteBuffer, grün true",
			"bytes, grün", "text, grün", "stream, grün", "payloadText, grün", "message, grün x", "frameMessage, grün",
			"messageHeaders, x", "headersMap, x", "object, 5", "optionalText, grün", "custom, session-1" })
	void shouldResolveArgumentWhenTypeIsKnown(String op, String expected) {
		ByteBuf payload = ByteBufUtil.writeUtf8(ByteBufAllocator.DEFAULT, "grün");
		Frame frame = Frame.data(Headers.of("op", op, "x", "x"), payload);
		try (TestExchange exchange = this.fixture.handle(frame, Transport.UDP)) {
			assertThat(exchange.reply().payloadText()).isEqualTo(expected);
			assertThat(exchange.events()).containsExactly("ack", "reply");
		}
	}

	@ParameterizedTest
	@CsvSource({ "unannotated, {\"id\":\"a\"}, a", "annotated, {\"id\":\"a\"}, a",
			"generic, '[{\"id\":\"a\"},{\"id\":\"b\"}]', b", "typedMessage, {\"id\":\"a\"}, a:x", "number, 7, 7",
			"optional, '', none", "optional, {\"id\":\"a\"}, a", "notRequired, '', none",
			"validated, {\"id\":\"a\"}, a" })
	void shouldConvertPayloadWhenTypeIsTheApplications(String op, String payload, String expected) {
		try (TestExchange exchange = this.fixture.handle(Frame.data(Headers.of("op", op, "x", "x"), payload))) {
			assertThat(exchange.reply().payloadText()).isEqualTo(expected);
		}
	}

	@Test
	void shouldReadTextInCharsetOfContentType() {
		Frame frame = Frame.data(Headers.of("op", "text", "content-type", "text/plain;charset=iso-8859-1"),
				"grün".getBytes(StandardCharsets.ISO_8859_1));
		try (TestExchange exchange = this.fixture.handle(frame)) {
			assertThat(exchange.reply().payloadText()).isEqualTo("grün");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "unannotated | {\"id\": | Unexpected end-of-input.*",
			"unannotated | {\"id\":[]} | Cannot deserialize value of type `java.lang.String` from Array value .*Reading.*id.*",
			"number | x | Unrecognized token 'x': was expecting .*",
			"unannotated | '' | Payload value must not be empty", "typedMessage | '' | .*when payload is empty",
			"unannotated | null | The payload is null", "validated | {\"id\":\"\"} | id: must not be blank" })
	void shouldAnswerInvalidPayloadWhenArgumentCannotBeMade(String op, String payload, String reason) {
		try (TestExchange exchange = this.fixture.handle(Frame.data(Headers.of("op", op), payload))) {
			assertThat(exchange.events()).containsExactly("ack", "fail");
			assertThat(exchange.errorCode()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
			assertThat(exchange.errorMessage()).matches("(?s)" + reason).doesNotContain("\n", "Source:");
			assertThat(this.fixture.observed()).singleElement().asString().endsWith("TCP invalid-payload");
		}
	}

	@Test
	void shouldAnswerInvalidPayloadWhenContentTypeCannotBeRead() {
		Headers headers = Headers.of("op", "unannotated", "content-type", "image/png");
		try (TestExchange exchange = this.fixture.handle(Frame.data(headers, "x"))) {
			assertThat(exchange.errorCode()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
			assertThat(exchange.errorMessage()).isEqualTo("No message converter reads image/png as Reading");
		}
	}

	@Test
	void shouldAnswerHandlerFailedWhenResolverOfTheApplicationFails() {
		try (TestExchange exchange = this.fixture.handle(Frame.data(Headers.of("op", "broken"), "x"))) {
			assertThat(exchange.errorCode()).isEqualTo(ErrorCode.HANDLER_FAILED);
			assertThat(exchange.errorMessage()).isEqualTo("IllegalStateException: no database");
		}
	}

	record Reading(String id) {
	}

	record Tenant(String name) {
	}

	record Broken() {
	}

	static class Arguments {

		@VstpHandler("op=frame")
		String frame(Frame frame) {
			return frame.type() + " " + frame.payloadText();
		}

		@VstpHandler("op=headers")
		String headers(Headers headers) {
			return Integer.toString(headers.size());
		}

		@VstpHandler("op=session")
		String session(VstpSession session) {
			return session.id() + " " + session.transport();
		}

		@VstpHandler("op=byteBuf")
		String byteBuf(ByteBuf payload) {
			return payload.toString(StandardCharsets.UTF_8);
		}

		@VstpHandler("op=byteBuffer")
		String byteBuffer(ByteBuffer payload) {
			return StandardCharsets.UTF_8.decode(payload) + " " + payload.isReadOnly();
		}

		@VstpHandler("op=bytes")
		String bytes(byte[] payload) {
			return new String(payload, StandardCharsets.UTF_8);
		}

		@VstpHandler("op=text")
		String text(String payload) {
			return payload;
		}

		@VstpHandler("op=stream")
		String stream(InputStream payload, Frame frame) throws IOException {
			byte[] bytes = payload.readAllBytes();
			assertThat(frame.payloadBytes()).isEqualTo(bytes);
			return new String(bytes, StandardCharsets.UTF_8);
		}

		@VstpHandler("op=payloadText")
		String payloadText(@Payload String payload) {
			return payload;
		}

		@VstpHandler("op=message")
		String message(Message<String> message) {
			return message.getPayload() + " " + message.getHeaders().get("x");
		}

		@VstpHandler("op=frameMessage")
		String frameMessage(FrameMessage message) {
			return message.frame().payloadText();
		}

		@VstpHandler("op=messageHeaders")
		Object messageHeaders(MessageHeaders headers) {
			return headers.get("x");
		}

		@VstpHandler("op=headersMap")
		Object headersMap(@org.springframework.messaging.handler.annotation.Headers Map<String, Object> headers) {
			return headers.get("x");
		}

		@VstpHandler("op=object")
		String object(Object payload) {
			return Integer.toString(((byte[]) payload).length);
		}

		@VstpHandler("op=optionalText")
		String optionalText(Optional<String> payload) {
			return payload.orElse("none");
		}

		@VstpHandler("op=custom")
		String custom(Tenant tenant) {
			return tenant.name();
		}

		@VstpHandler("op=broken")
		void broken(Broken broken) {
		}

		@VstpHandler("op=unannotated")
		String unannotated(Reading reading, VstpSession session) {
			return reading.id();
		}

		@VstpHandler("op=annotated")
		String annotated(@Header("x") String x, @Payload Reading reading) {
			return reading.id();
		}

		@VstpHandler("op=generic")
		String generic(List<Reading> readings) {
			return readings.get(1).id();
		}

		@VstpHandler("op=typedMessage")
		String typedMessage(Message<Reading> message) {
			return message.getPayload().id() + ":" + message.getHeaders().get("x");
		}

		@VstpHandler("op=number")
		String number(int number) {
			return Integer.toString(number);
		}

		@VstpHandler("op=optional")
		String optional(Optional<Reading> reading) {
			return reading.map(Reading::id).orElse("none");
		}

		@VstpHandler("op=notRequired")
		String notRequired(@Payload(required = false) Reading reading) {
			return (reading != null) ? reading.id() : "none";
		}

		@VstpHandler("op=validated")
		String validated(@Validated Reading reading) {
			return reading.id();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Extensions {

		@Bean
		HandlerMethodArgumentResolver tenantResolver(@Value("no database") String problem) {
			return new HandlerMethodArgumentResolver() {

				@Override
				public boolean supportsParameter(MethodParameter parameter) {
					return parameter.getParameterType() == Tenant.class || parameter.getParameterType() == Broken.class;
				}

				@Override
				public Object resolveArgument(MethodParameter parameter, Message<?> message) {
					if (parameter.getParameterType() == Broken.class) {
						throw new IllegalStateException(problem);
					}
					return new Tenant(((FrameMessage) message).session().id());
				}

			};
		}

		@Bean
		SmartValidator validator() {
			return new SmartValidator() {

				@Override
				public boolean supports(Class<?> clazz) {
					return clazz == Reading.class;
				}

				@Override
				public void validate(Object target, Errors errors) {
					if (((Reading) target).id().isBlank()) {
						errors.rejectValue("id", "blank", "must not be blank");
					}
				}

				@Override
				public void validate(Object target, Errors errors, Object... validationHints) {
					validate(target, errors);
				}

			};
		}

	}

}
