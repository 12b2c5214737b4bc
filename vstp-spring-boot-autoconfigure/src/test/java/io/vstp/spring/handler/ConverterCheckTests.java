package io.vstp.spring.handler;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.vstp.frame.Frame;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.convert.VstpMessageConverters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * That an application does not start whose handlers could never be called, or answer.
 */
class ConverterCheckTests {

	@ParameterizedTest
	@ValueSource(strings = { "TakesObject", "ReturnsObject", "TakesMessage", "ReturnsFuture", "EmitsText",
			"ExceptionHandlerReturnsObject" })
	void shouldStopStartUpWhenConverterIsMissing(String type) throws Exception {
		Class<?> handlers = Class.forName(getClass().getName() + "$" + type);
		assertThatExceptionOfType(InvalidHandlerException.class).isThrownBy(() -> withoutConverters(handlers).close())
			.withMessageContaining("but no message converter is there")
			.satisfies((ex) -> assertThat(ex.action()).contains("spring-boot-starter-jackson"));
	}

	@Test
	void shouldStartWhenNoConverterIsNeeded() {
		try (AnnotationConfigApplicationContext context = withoutConverters(BytesAndText.class)) {
			assertThat(context.getBean(VstpHandlerRegistry.class).mappings()).hasSize(6);
		}
	}

	private static AnnotationConfigApplicationContext withoutConverters(Class<?> handlers) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(handlers);
		context.registerBean(VstpHandlerRegistry.class,
				() -> new VstpHandlerRegistry(VstpMessageConverters.create(null, List.of()), List.of()));
		context.refresh();
		return context;
	}

	record Named(String name) {
	}

	static class TakesObject {

		@VstpHandler
		void handle(Named payload) {
		}

	}

	static class TakesMessage {

		@VstpHandler
		void handle(Message<Named> message) {
		}

	}

	static class ReturnsObject {

		@VstpHandler
		Optional<Named> handle() {
			return Optional.empty();
		}

	}

	static class ReturnsFuture {

		@VstpHandler
		CompletableFuture<Message<Named>> handle() {
			return new CompletableFuture<>();
		}

	}

	static class EmitsText {

		@VstpHandler
		Flux<String> handle() {
			return Flux.empty();
		}

	}

	static class ExceptionHandlerReturnsObject {

		@VstpHandler
		void handle() {
		}

		@MessageExceptionHandler
		Named handle(IllegalStateException ex) {
			return new Named("x");
		}

	}

	static class BytesAndText {

		@VstpHandler("op=1")
		void nothing(byte[] payload) {
		}

		@VstpHandler("op=2")
		String text(String payload) {
			return payload;
		}

		@VstpHandler("op=3")
		CompletableFuture<Frame> frame(Frame frame) {
			return CompletableFuture.completedFuture(frame);
		}

		@VstpHandler("op=4")
		Flux<byte[]> bytes(Message<String> message) {
			return Flux.empty();
		}

		@VstpHandler("op=5")
		Mono<Void> later(Object payload) {
			return Mono.empty();
		}

		@VstpHandler("op=6")
		Object anything(Message<?> message) {
			return "x";
		}

		@MessageExceptionHandler
		String failed(IllegalStateException ex) {
			return "x";
		}

	}

}
