package io.vstp.spring.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.observe.VstpObserver;
import io.vstp.spring.annotation.AckMode;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.transport.Ordering;
import io.vstp.transport.VstpSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the annotation says beside conditions, who the peer is, and what stops the
 * start-up.
 */
class HandlerSettingsTests {

	@ParameterizedTest
	@CsvSource({ "after, 'defer, reply'", "after-void, 'defer, complete'", "after-fails, 'defer, fail'",
			"on-receipt, 'ack, reply'" })
	void shouldAcknowledgeWhenAnnotationSaysSo(String op, String events) {
		try (HandlerFixture fixture = new HandlerFixture(Acks.class);
				TestExchange exchange = fixture.handle(Frame.data(Headers.of("op", op), ""))) {
			assertThat(String.join(", ", exchange.events())).isEqualTo(events);
		}
	}

	@Test
	void shouldAcceptOnArrivalWhenAckNeedNotWait() {
		try (HandlerFixture fixture = new HandlerFixture(Acks.class)) {
			VstpFrameHandler handler = frameHandler(fixture.registry());
			assertThat(handler.accepts(Frame.data(Headers.of("op", "after"), ""), Transport.UDP)).isFalse();
			assertThat(handler.accepts(Frame.data(Headers.of("op", "on-receipt"), ""), Transport.UDP)).isTrue();
			assertThat(handler.accepts(Frame.data(Headers.of("op", "other"), ""), Transport.UDP)).isFalse();
		}
	}

	@ParameterizedTest
	@CsvSource({ "ordered, ALL", "on-receipt, UNCORRELATED", "unordered, NONE", "other, UNCORRELATED" })
	void shouldOrderAsAnnotationSays(String op, Ordering expected) {
		try (HandlerFixture fixture = new HandlerFixture(Acks.class)) {
			assertThat(frameHandler(fixture.registry()).ordering(Frame.data(Headers.of("op", op), ""), Transport.TCP,
					Ordering.UNCORRELATED))
				.isEqualTo(expected);
		}
	}

	private static VstpFrameHandler frameHandler(VstpHandlerRegistry registry) {
		return new VstpFrameHandler(registry, VstpObserver.of(List.of()), "default", Runnable::run);
	}

	@Test
	void shouldKeepToConcurrencyWithoutTakingThreads() {
		try (HandlerFixture fixture = new HandlerFixture(Limited.class)) {
			Limited bean = fixture.bean(Limited.class);
			List<TestExchange> exchanges = new ArrayList<>();
			for (int i = 0; i < 5; i++) {
				exchanges.add(fixture.handle(Frame.data(Headers.of("op", "limited"), Integer.toString(i))));
			}
			assertThat(bean.seen).as("of two at a time").containsExactly("0", "1");
			bean.running.get(1).complete("done");
			assertThat(bean.seen).as("in their order").containsExactly("0", "1", "2");
			bean.running.get(0).completeExceptionally(new IllegalStateException("a failure makes room, too"));
			assertThat(bean.seen).containsExactly("0", "1", "2", "3");
			try (TestExchange free = fixture.handle(Frame.data(Headers.of("op", "free"), "f"))) {
				assertThat(free.reply().payloadText()).isEqualTo("f");
			}
			bean.running.get(2).complete("done");
			bean.running.get(3).complete("done");
			bean.running.get(4).complete("done");
			exchanges.forEach(TestExchange::close);
		}
	}

	@Test
	void shouldMakeRoomWhenArgumentsAreInvalid() {
		try (HandlerFixture fixture = new HandlerFixture(Limited.class)) {
			for (int i = 0; i < 3; i++) {
				try (TestExchange exchange = fixture.handle(Frame.data(Headers.of("op", "one"), "many"))) {
					assertThat(exchange.errorCode()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
				}
			}
			try (TestExchange exchange = fixture.handle(Frame.data(Headers.of("op", "one"), "7"))) {
				assertThat(exchange.reply().payloadText()).isEqualTo("7");
			}
		}
	}

	@ParameterizedTest
	@CsvSource({
			"BadConcurrency, Concurrency 'many' of handler HandlerSettingsTests.BadConcurrency#handle() is invalid",
			"NegativeConcurrency, Concurrency '-1' of handler",
			"UnknownConcurrency, Concurrency '${absent}' of handler",
			"TwoAcks, Attribute 'ack' of handler HandlerSettingsTests.TwoAcks#handle() has several values",
			"FinalMethod, is final" })
	void shouldStopStartUpWhenAnnotationMakesNoSense(String type, String message) throws Exception {
		Class<?> handlers = Class.forName(getClass().getName() + "$" + type);
		assertThatExceptionOfType(InvalidHandlerException.class)
			.isThrownBy(() -> HandlerFixture.context(handlers, Proxies.class))
			.withMessageContaining(message)
			.satisfies((ex) -> assertThat(ex.action()).isNotEmpty());
	}

	@ParameterizedTest
	@CsvSource({ "principal, ada", "optional-principal, ada", "nullable-principal, ada" })
	void shouldPassPrincipalOfSession(String op, String reply) {
		try (HandlerFixture fixture = new HandlerFixture(Principals.class);
				TestExchange exchange = new TestExchange(Frame.data(Headers.of("op", op), ""))) {
			exchange.session().attributes().put(VstpSession.PRINCIPAL, (java.security.Principal) () -> "ada");
			frameHandler(fixture.registry()).handle(exchange);
			assertThat(exchange.reply().payloadText()).isEqualTo(reply);
		}
	}

	@ParameterizedTest
	@CsvSource({ "optional-principal", "nullable-principal" })
	void shouldPassNothingWhenPeerIsUnknownAndThatIsAllowed(String op) {
		try (HandlerFixture fixture = new HandlerFixture(Principals.class);
				TestExchange exchange = fixture.handle(Frame.data(Headers.of("op", op), ""))) {
			assertThat(exchange.reply().payloadText()).isEqualTo("nobody");
		}
	}

	@Test
	void shouldAnswerUnauthorizedWhenPeerIsUnknown() {
		try (HandlerFixture fixture = new HandlerFixture(Principals.class);
				TestExchange exchange = fixture.handle(Frame.data(Headers.of("op", "principal"), ""))) {
			assertThat(exchange.errorCode()).isEqualTo(ErrorCode.UNAUTHORIZED);
			assertThat(exchange.errorMessage()).isEqualTo("The peer has not proved who it is");
		}
	}

	@VstpHandler(ack = AckMode.AFTER_HANDLER)
	static class Acks {

		@VstpHandler("op=after")
		String after() {
			return "x";
		}

		@VstpHandler("op=after-void")
		void nothing() {
		}

		@VstpHandler("op=after-fails")
		void fails() {
			throw new IllegalStateException("x");
		}

		@VstpHandler(value = "op=on-receipt", ack = AckMode.ON_RECEIPT)
		String onReceipt() {
			return "x";
		}

		@VstpHandler(value = "op=ordered", ordering = Ordering.ALL)
		void ordered() {
		}

		@VstpHandler(value = "op=unordered", ordering = Ordering.NONE)
		void unordered() {
		}

	}

	@VstpHandler(concurrency = "2")
	static class Limited {

		final List<String> seen = new ArrayList<>();

		final List<CompletableFuture<String>> running = new ArrayList<>();

		@VstpHandler("op=limited")
		CompletableFuture<String> limited(String payload) {
			CompletableFuture<String> result = new CompletableFuture<>();
			this.running.add(result);
			this.seen.add(payload);
			return result;
		}

		@VstpHandler(value = "op=free", concurrency = "0")
		String free(String payload) {
			return payload;
		}

		@VstpHandler(value = "op=one", concurrency = "${absent:1}")
		int one(Integer payload) {
			return payload;
		}

	}

	static class Principals {

		@VstpHandler("op=principal")
		String required(java.security.Principal principal) {
			return principal.getName();
		}

		@VstpHandler("op=optional-principal")
		String optional(Optional<java.security.Principal> principal) {
			return principal.map(java.security.Principal::getName).orElse("nobody");
		}

		@VstpHandler("op=nullable-principal")
		String nullable(java.security.@Nullable Principal principal) {
			return (principal != null) ? principal.getName() : "nobody";
		}

	}

	static class BadConcurrency {

		@VstpHandler(concurrency = "many")
		void handle() {
		}

	}

	static class NegativeConcurrency {

		@VstpHandler(concurrency = "-1")
		void handle() {
		}

	}

	static class UnknownConcurrency {

		@VstpHandler(concurrency = "${absent}")
		void handle() {
		}

	}

	static class TwoAcks {

		@VstpHandler(ack = { AckMode.ON_RECEIPT, AckMode.AFTER_HANDLER })
		void handle() {
		}

	}

	static class FinalMethod {

		@VstpHandler
		final void handle() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Proxies {

		@Bean
		static DefaultAdvisorAutoProxyCreator proxies() {
			DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
			creator.setProxyTargetClass(true);
			return creator;
		}

		@Bean
		static DefaultPointcutAdvisor advisor() {
			return new DefaultPointcutAdvisor(
					new org.springframework.aop.support.annotation.AnnotationMatchingPointcut(null, VstpHandler.class),
					(org.aopalliance.intercept.MethodInterceptor) (call) -> call.proceed());
		}

	}

}
