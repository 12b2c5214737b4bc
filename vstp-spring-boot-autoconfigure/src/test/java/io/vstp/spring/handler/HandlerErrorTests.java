package io.vstp.spring.handler;

import java.util.concurrent.RejectedExecutionException;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.spring.annotation.VstpAdvice;
import io.vstp.spring.annotation.VstpErrorStatus;
import io.vstp.spring.annotation.VstpHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a frame is answered with whose handler fails.
 */
class HandlerErrorTests {

	private final HandlerFixture fixture = new HandlerFixture(Failing.class, OtherFailing.class, Mappers.class,
			LastAdvice.class, FirstAdvice.class, NarrowAdvice.class);

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	private TestExchange handle(String op) {
		return this.fixture.handle(Frame.data(Headers.of("op", op), "x"), Transport.UDP);
	}

	@ParameterizedTest
	@CsvSource({ "refused, out-of-stock, none left, {left=0}", "annotated, gone, it is gone, {}",
			"annotated-message, expired, too late, {}", "caused, gone, deep down, {}", "mapped, quota, 3 a day, {}",
			"denied, unauthorized, AccessDeniedException: not yours, {}",
			"credentials, unauthorized, BadCredentialsException: wrong, {}",
			"rejected, overloaded, RejectedExecutionException: full, {}",
			"task-rejected, overloaded, TaskRejectedException: full, {}",
			"mapper-fails, handler-failed, IllegalCallerException: x, {}",
			"unknown, handler-failed, IllegalStateException: x, {}" })
	void shouldAnswerWithWhatExceptionIsMappedTo(String op, String code, String message, String details) {
		try (TestExchange exchange = handle(op)) {
			assertThat(exchange.events()).containsExactly("ack", "fail");
			assertThat(exchange.code()).isEqualTo(code);
			assertThat(exchange.errorMessage()).isEqualTo(message);
			assertThat(exchange.details()).hasToString(details);
			ErrorCode known = ErrorCode.ofOwn(code);
			assertThat(this.fixture.observed()).singleElement().asString().endsWith(" UDP " + known);
		}
	}

	@ParameterizedTest
	@CsvSource({ "advised, first advice: x", "advised-last, last advice: x", "own, own: x", "narrow, first advice: n",
			"other-narrow, narrow advice: n" })
	void shouldReplyWithWhatAdviceReturns(String op, String reply) {
		try (TestExchange exchange = handle(op)) {
			assertThat(exchange.reply().payloadText()).isEqualTo(reply);
		}
	}

	@Test
	void shouldAnswerHandlerFailedWhenAdviceFails() {
		try (TestExchange exchange = handle("advice-fails")) {
			assertThat(exchange.code()).isEqualTo("gone");
		}
	}

	@Test
	void shouldAdviseWhenPayloadIsInvalid() {
		try (HandlerFixture other = new HandlerFixture(Counting.class, PayloadAdvice.class);
				TestExchange exchange = other.handle(Frame.data(Headers.of("op", "count"), "many"))) {
			assertThat(exchange.reply().payloadText()).startsWith("cannot read: ");
		}
	}

	@Test
	void shouldSelectHandlersOfPackages() {
		assertThat(advice(PackageAdvice.class).isFor(Failing.class)).isTrue();
		assertThat(advice(PackageAdvice.class).isFor(VstpHandler.class)).isFalse();
		assertThat(advice(AnnotationAdvice.class).isFor(OtherFailing.class)).isTrue();
		assertThat(advice(AnnotationAdvice.class).isFor(Failing.class)).isFalse();
	}

	private static Advice advice(Class<?> type) {
		return new Advice("advice", 0, type.getAnnotation(VstpAdvice.class), null);
	}

	@Test
	void shouldStopStartUpWhenAdviceHasNoMethod() {
		assertThatExceptionOfType(InvalidHandlerException.class)
			.isThrownBy(() -> HandlerFixture.context(AnnotationAdvice.class))
			.withMessageContaining("is annotated with @VstpAdvice, but has no @MessageExceptionHandler method");
	}

	@VstpErrorStatus(code = "gone")
	static class GoneException extends RuntimeException {

		GoneException(String message) {
			super(message);
		}

	}

	@VstpErrorStatus(code = "expired", message = "too late")
	static class ExpiredException extends RuntimeException {

	}

	static class QuotaException extends RuntimeException {

	}

	static class OwnException extends RuntimeException {

		OwnException(String message) {
			super(message);
		}

	}

	static class Failing {

		@VstpHandler("op=refused")
		void refused() {
			throw new FrameRefusedException(VstpError.of("out-of-stock", "none left").withDetail("left", "0"), null);
		}

		@VstpHandler("op=annotated")
		void annotated() {
			throw new GoneException("it is gone");
		}

		@VstpHandler("op=annotated-message")
		void annotatedMessage() {
			throw new ExpiredException();
		}

		@VstpHandler("op=caused")
		void caused() {
			throw new IllegalStateException("outside", new GoneException("deep down"));
		}

		@VstpHandler("op=mapped")
		void mapped() {
			throw new QuotaException();
		}

		@VstpHandler("op=mapper-fails")
		void mapperFails() {
			throw new IllegalCallerException("x");
		}

		@VstpHandler("op=denied")
		void denied() {
			throw new AccessDeniedException("not yours");
		}

		@VstpHandler("op=credentials")
		void credentials() {
			throw new BadCredentialsException("wrong");
		}

		@VstpHandler("op=rejected")
		void rejected() {
			throw new RejectedExecutionException("full");
		}

		@VstpHandler("op=task-rejected")
		void taskRejected() {
			throw new TaskRejectedException("full");
		}

		@VstpHandler("op=unknown")
		void unknown() {
			throw new IllegalStateException("x");
		}

		@VstpHandler("op=advised")
		void advised() {
			throw new UnsupportedOperationException("x");
		}

		@VstpHandler("op=advised-last")
		void advisedLast() {
			throw new ArithmeticException("x");
		}

		@VstpHandler("op=advice-fails")
		void adviceFails() {
			throw new ArrayStoreException("x");
		}

		@VstpHandler("op=own")
		void own() {
			throw new OwnException("x");
		}

		@VstpHandler("op=narrow")
		void narrow() {
			throw new IndexOutOfBoundsException("n");
		}

		@MessageExceptionHandler
		String own(OwnException ex) {
			return "own: " + ex.getMessage();
		}

	}

	@Deprecated
	static class OtherFailing {

		@VstpHandler("op=other-narrow")
		void narrow() {
			throw new IndexOutOfBoundsException("n");
		}

	}

	@VstpAdvice
	@Order(2)
	static class LastAdvice {

		@MessageExceptionHandler
		String last(ArithmeticException ex) {
			return "last advice: " + ex.getMessage();
		}

		@MessageExceptionHandler(UnsupportedOperationException.class)
		String unused() {
			return "last";
		}

		@MessageExceptionHandler
		String wrong(OwnException ex) {
			return "advice: " + ex.getMessage();
		}

		@MessageExceptionHandler
		String fails(ArrayStoreException ex) {
			throw new GoneException("again");
		}

	}

	@VstpAdvice
	@Order(1)
	static class FirstAdvice {

		@MessageExceptionHandler({ UnsupportedOperationException.class, IndexOutOfBoundsException.class })
		String first(RuntimeException ex) {
			return "first advice: " + ex.getMessage();
		}

	}

	@VstpAdvice(assignableTypes = OtherFailing.class)
	@Order(0)
	static class NarrowAdvice {

		@MessageExceptionHandler
		String narrow(IndexOutOfBoundsException ex) {
			return "narrow advice: " + ex.getMessage();
		}

	}

	@VstpAdvice(basePackageClasses = HandlerErrorTests.class, basePackages = "io.vstp.spring.hand")
	static class PackageAdvice {

	}

	@VstpAdvice(annotations = Deprecated.class)
	static class AnnotationAdvice {

	}

	static class Counting {

		@VstpHandler("op=count")
		int count(Integer count) {
			return count;
		}

	}

	@VstpAdvice
	static class PayloadAdvice {

		@MessageExceptionHandler
		String cannotRead(org.springframework.messaging.MessagingException ex) {
			return "cannot read: " + ex.getMessage();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Mappers {

		@Bean
		@Order(2)
		VstpErrorMapper unused() {
			return (ex) -> (ex instanceof QuotaException) ? VstpError.of(ErrorCode.OVERLOADED, "not this one") : null;
		}

		@Bean
		@Order(1)
		VstpErrorMapper quota() {
			return (ex) -> (ex instanceof QuotaException) ? VstpError.of("quota", "3 a day") : null;
		}

		@Bean
		@Order(0)
		VstpErrorMapper failing() {
			return (ex) -> {
				if (ex instanceof IllegalCallerException) {
					throw new IllegalStateException("the mapper itself");
				}
				return null;
			};
		}

	}

}
