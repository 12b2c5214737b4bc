package io.vstp.spring.handler;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.spring.annotation.VstpHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.Order;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.support.MessageBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HandlerReactiveTests {

	private final HandlerFixture fixture = new HandlerFixture(Reactive.class, Celsius.class, Unused.class);

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	private TestExchange handle(String op) {
		return this.fixture.handle(Frame.data(Headers.of("op", op, "correlation-id", "1"), "request"));
	}

	@ParameterizedTest
	@CsvSource({ "mono, '{\"name\":\"n\"}'", "mono-message, n", "flux, '[1,2,3]'", "flux-text, '[\"a\",\"b\"]'",
			"flux-empty, '[]'", "flux-bytes, abcd", "publisher, '[1]'", "single, n", "flowable, '[1,2]'", "object, n",
			"stage-like, '[7]'", "recovered, sorry", "custom, 21.5 degrees" })
	void shouldReplyWithWhatIsEmitted(String op, String payload) {
		try (TestExchange exchange = handle(op)) {
			assertThat(exchange.events()).containsExactly("ack", "reply");
			assertThat(exchange.reply().payloadText()).isEqualTo(payload);
		}
	}

	@ParameterizedTest
	@CsvSource({ "mono-empty", "mono-void" })
	void shouldCompleteWhenNothingIsEmitted(String op) {
		try (TestExchange exchange = handle(op)) {
			assertThat(exchange.events()).containsExactly("ack", "complete");
		}
	}

	@Test
	void shouldAnswerLaterWhenMonoIsNotComplete() {
		try (TestExchange exchange = handle("pending")) {
			assertThat(exchange.events()).containsExactly("ack");
			bean().pending.tryEmitValue("late");
			assertThat(exchange.reply().payloadText()).isEqualTo("late");
		}
	}

	@ParameterizedTest
	@CsvSource({ "mono-fails, 'IllegalStateException: not today'",
			"endless, 'IllegalStateException: The handler emits more than the 65536 elements or 8388608 bytes that a reply may hold'",
			"heavy, 'IllegalStateException: The handler emits more than the 65536 elements or 8388608 bytes that a reply may hold'",
			"mixed, 'IllegalStateException: The handler emits bytes among other things'" })
	void shouldAnswerHandlerFailedWhenThereIsNoReply(String op, String message) {
		try (TestExchange exchange = handle(op)) {
			assertThat(exchange.errorCode()).isEqualTo(ErrorCode.HANDLER_FAILED);
			assertThat(exchange.errorMessage()).isEqualTo(message);
			assertThat(bean().buffer.refCnt()).isZero();
		}
	}

	@Test
	void shouldCancelWhenTooMuchIsEmitted() {
		handle("endless").close();
		assertThat(bean().cancelled).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "never", "never-flux" })
	void shouldCancelWhenSessionEnds(String op) {
		try (TestExchange exchange = handle(op)) {
			assertThat(bean().cancelled).isFalse();
			exchange.endSession();
			assertThat(bean().cancelled).isTrue();
			assertThat(exchange.errorCode()).isEqualTo(ErrorCode.SHUTTING_DOWN);
			assertThat(bean().buffer.refCnt()).isZero();
		}
	}

	@Test
	void shouldGoOnWhenSessionEndsOfWhichNobodyWaitsForAReply() {
		try (TestExchange exchange = this.fixture.handle(Frame.data(Headers.of("op", "pending"), "request"))) {
			assertThat(exchange.isWatched()).isFalse();
			bean().pending.tryEmitValue("late");
			assertThat(exchange.reply().payloadText()).isEqualTo("late");
		}
	}

	@Test
	void shouldStopStartUpWhenSeveralRepliesAreDeclared() {
		assertThatExceptionOfType(InvalidHandlerException.class)
			.isThrownBy(() -> HandlerFixture.context(ManyReplies.class))
			.withMessageContaining("emits several replies, but a request has one");
	}

	private Reactive bean() {
		return this.fixture.bean(Reactive.class);
	}

	record Named(String name) {
	}

	record Temperature(double celsius) {
	}

	static class Reactive {

		final Sinks.One<String> pending = Sinks.one();

		final AtomicBoolean cancelled = new AtomicBoolean();

		ByteBuf buffer = bytes("");

		{
			this.buffer.release();
		}

		@VstpHandler("op=mono")
		Mono<Named> mono() {
			return Mono.just(new Named("n"));
		}

		@VstpHandler("op=mono-message")
		Mono<Message<String>> message() {
			return Mono.just(MessageBuilder.withPayload("n").build());
		}

		@VstpHandler("op=flux")
		Flux<Integer> flux() {
			return Flux.range(1, 3);
		}

		@VstpHandler("op=flux-text")
		Flux<String> text() {
			return Flux.just("a", "b");
		}

		@VstpHandler("op=flux-empty")
		Flux<String> empty() {
			return Flux.empty();
		}

		@VstpHandler("op=flux-bytes")
		Flux<Object> parts() {
			return Flux.just(bytes("ab"), "c".getBytes(StandardCharsets.UTF_8), bytes("d"));
		}

		@VstpHandler("op=publisher")
		Publisher<Integer> publisher() {
			return Flux.just(1);
		}

		@VstpHandler("op=single")
		Single<String> single() {
			return Single.just("n");
		}

		@VstpHandler("op=flowable")
		Flowable<Integer> flowable() {
			return Flowable.just(1, 2);
		}

		@VstpHandler("op=object")
		Object undeclared() {
			return Mono.just("n");
		}

		@VstpHandler("op=stage-like")
		Object undeclaredFlux() {
			return Flux.just(7);
		}

		@VstpHandler("op=custom")
		Temperature temperature() {
			return new Temperature(21.5);
		}

		@VstpHandler("op=mono-empty")
		Mono<String> none() {
			return Mono.empty();
		}

		@VstpHandler("op=mono-void")
		Mono<Void> nothing() {
			return Mono.<Integer>just(1).then();
		}

		@VstpHandler("op=pending")
		Mono<String> pending() {
			return this.pending.asMono();
		}

		@VstpHandler("op=mono-fails")
		Mono<String> fails() {
			return Mono.error(new IllegalStateException("not today"));
		}

		@VstpHandler("op=recovered")
		Mono<String> recovered() {
			return Mono.error(new UnsupportedOperationException());
		}

		@VstpHandler("op=endless")
		Flux<Long> endless() {
			return Flux.<Long>generate((sink) -> sink.next(1L)).doOnCancel(() -> this.cancelled.set(true));
		}

		@VstpHandler("op=heavy")
		Flux<ByteBuf> heavy() {
			this.buffer = ByteBufAllocator.DEFAULT.buffer(PublisherResult.MAX_BYTES + 1)
				.writeZero(PublisherResult.MAX_BYTES + 1);
			return Flux.just(this.buffer);
		}

		@VstpHandler("op=mixed")
		Flux<Object> mixed() {
			this.buffer = bytes("x");
			return Flux.just(this.buffer, 1);
		}

		@VstpHandler("op=never")
		Mono<String> never() {
			return Mono.<String>never().doOnCancel(() -> this.cancelled.set(true));
		}

		@VstpHandler("op=never-flux")
		Flux<ByteBuf> neverEnds() {
			this.buffer = bytes("x");
			return Flux.just(this.buffer).concatWith(Flux.never()).doOnCancel(() -> this.cancelled.set(true));
		}

		@MessageExceptionHandler
		Mono<String> sorry(UnsupportedOperationException ex) {
			return Mono.just("sorry");
		}

		private static ByteBuf bytes(String text) {
			return ByteBufUtil.writeUtf8(ByteBufAllocator.DEFAULT, text);
		}

	}

	static class ManyReplies {

		@VstpHandler
		Flux<Message<String>> handle() {
			return Flux.empty();
		}

	}

	/** Comes first, and returns what is to be converted further. */
	@Order(1)
	static class Celsius implements VstpReturnValueHandler {

		@Override
		public boolean supportsReturnType(MethodParameter returnType) {
			return returnType.getParameterType() == Temperature.class;
		}

		@Override
		public Object handleReturnValue(Object returnValue, MethodParameter returnType,
				io.vstp.spring.convert.FrameMessage request) {
			assertThat(request.frame().payloadText()).isEqualTo("request");
			return Mono.just(((Temperature) returnValue).celsius() + " degrees");
		}

	}

	@Order(2)
	static class Unused extends Celsius {

		@Override
		public Object handleReturnValue(Object returnValue, MethodParameter returnType,
				io.vstp.spring.convert.FrameMessage request) {
			return List.of();
		}

	}

}
