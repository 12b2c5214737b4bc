package io.vstp.spring.handler;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.spring.annotation.VstpHandler;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;
import org.springframework.validation.beanvalidation.MethodValidationPostProcessor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a frame is answered with whose payload or headers don't meet their constraints.
 */
class HandlerValidationTests {

	@Test
	void shouldNameFieldsWhenPayloadIsNotValid() {
		try (HandlerFixture fixture = fixture(false);
				TestExchange exchange = fixture.handle(frame("payload", "{\"name\":\" \",\"level\":9}"))) {
			assertThat(exchange.errorCode()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
			assertThat(exchange.errorMessage())
				.isEqualTo("level: must be less than or equal to 5, name: must not be blank");
			assertThat(exchange.details().getAll("field-error"))
				.containsExactly("level: must be less than or equal to 5", "name: must not be blank");
		}
	}

	@Test
	void shouldCallHandlerWhenPayloadIsValid() {
		try (HandlerFixture fixture = fixture(false);
				TestExchange exchange = fixture.handle(frame("payload", "{\"name\":\"n\",\"level\":5}"))) {
			assertThat(exchange.reply().payloadText()).isEqualTo("n");
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void shouldAnswerInvalidPayloadWhenArgumentIsNotValid(boolean adapt) {
		try (HandlerFixture fixture = fixture(adapt);
				TestExchange exchange = fixture.handle(frame("method", "{\"name\":\"n\",\"level\":1}"))) {
			assertThat(exchange.errorCode()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
			assertThat(exchange.details().getAll("field-error")).containsExactly("id: size must be between 0 and 2");
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void shouldAnswerHandlerFailedWhenResultIsNotValid(boolean adapt) {
		try (HandlerFixture fixture = fixture(adapt); TestExchange exchange = fixture.handle(frame("result", "x"))) {
			assertThat(exchange.errorCode()).isEqualTo(ErrorCode.HANDLER_FAILED);
			assertThat(exchange.details()).isEqualTo(Headers.EMPTY);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void shouldAnswerHandlerFailedWhenHandlerCallsOthersInAWrongWay(boolean adapt) {
		try (HandlerFixture fixture = fixture(adapt);
				TestExchange exchange = fixture.handle(frame("service", "much too long"))) {
			assertThat(exchange.errorCode()).isEqualTo(ErrorCode.HANDLER_FAILED);
		}
	}

	@Test
	void shouldNameAsManyFieldsAsFit() {
		List<FieldFailure> failures = IntStream.range(0, 50)
			.mapToObj((i) -> new FieldFailure("field%02d".formatted(i), "must not be é"))
			.toList();
		VstpError error = FieldFailure.error(failures);
		assertThat(error.message()).startsWith("field00: must not be é, field01").endsWith(", and 41 more");
		assertThat(error.message().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(256);
		assertThat(error.details().byteLength()).isBetween(400, 512);
	}

	@Test
	void shouldCutFieldErrorWhenItIsLongerThanAHeader() {
		VstpError error = FieldFailure.error(List.of(new FieldFailure("", "é".repeat(200))));
		assertThat(error.details().getAll("field-error")).containsExactly("é".repeat(127));
	}

	private static Frame frame(String op, String payload) {
		return Frame.data(Headers.of("op", op, "id", "abc"), payload);
	}

	private static HandlerFixture fixture(boolean adapt) {
		return new HandlerFixture(Validating.class, Checked.class, Service.class, Validation.class,
				adapt ? Adapting.class : Plain.class);
	}

	record Reading(@NotBlank String name, @Max(5) int level) {
	}

	static class Validating {

		private final Service service;

		Validating(Service service) {
			this.service = service;
		}

		@VstpHandler("op=payload")
		String payload(@Payload @Validated Reading reading) {
			return reading.name();
		}

		@VstpHandler("op=service")
		void service(String payload) {
			this.service.take(payload);
		}

	}

	@Validated
	static class Checked {

		@VstpHandler("op=method")
		void method(@Payload @Valid Reading reading, @Header("id") @Size(max = 2) String id) {
		}

		@VstpHandler("op=result")
		@NotNull
		String result() {
			return null;
		}

	}

	@Validated
	static class Service {

		void take(@Size(max = 2) String text) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Validation {

		@Bean
		static LocalValidatorFactoryBean validator() {
			return new LocalValidatorFactoryBean();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Plain {

		@Bean
		static MethodValidationPostProcessor methodValidation(LocalValidatorFactoryBean validator) {
			MethodValidationPostProcessor processor = new MethodValidationPostProcessor();
			processor.setProxyTargetClass(true);
			processor.setValidator(validator);
			return processor;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Adapting {

		@Bean
		static MethodValidationPostProcessor methodValidation(LocalValidatorFactoryBean validator) {
			MethodValidationPostProcessor processor = Plain.methodValidation(validator);
			processor.setAdaptConstraintViolations(true);
			return processor;
		}

	}

}
