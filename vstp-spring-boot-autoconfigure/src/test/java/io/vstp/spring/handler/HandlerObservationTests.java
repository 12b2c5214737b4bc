package io.vstp.spring.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.observe.VstpObserver;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.observation.AllObservations;
import io.vstp.spring.observation.DefaultVstpHandlerObservationConvention;
import io.vstp.spring.observation.VstpHandlerObservationContext;
import io.vstp.spring.observation.VstpHandlerObservations;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.Payload;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is observed of handlers.
 */
class HandlerObservationTests {

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final Stops stops = new Stops();

	private final List<Runnable> tasks = new ArrayList<>();

	private Executor executor = Runnable::run;

	private HandlerFixture fixture;

	HandlerObservationTests() {
		this.registry.observationConfig().observationHandler(this.stops);
	}

	@AfterEach
	void stop() {
		assertThat(this.registry.getCurrentObservation()).isNull();
		this.fixture.close();
	}

	private TestExchange handle(String op, String... more) {
		if (this.fixture == null) {
			this.fixture = new HandlerFixture(
					new VstpHandlerObservations(this.registry, new AllObservations(), null, VstpObserver.NONE, null,
							VstpObserver.NONE),
					(task) -> this.executor.execute(task), Observed.class, KotlinHandlers.class);
			this.fixture.bean(Observed.class).registry = this.registry;
		}
		Headers headers = Headers.of("op", op);
		for (int i = 0; i < more.length; i += 2) {
			headers = headers.with(more[i], more[i + 1]);
		}
		return this.fixture.handle(Frame.data(headers, "payload"));
	}

	private VstpHandlerObservationContext stopped() {
		assertThat(this.stops.contexts).hasSize(1);
		return this.stops.contexts.get(0);
	}

	@Test
	void shouldTellHandlerAndTransport() {
		try (TestExchange exchange = handle("plain", "correlation-id", "1")) {
			assertThat(exchange.reply().payloadText()).isEqualTo("vstp.handler");
		}
		assertThat(this.registry).hasSingleObservationThat()
			.hasBeenStarted()
			.hasBeenStopped()
			.hasNameEqualTo("vstp.handler")
			.hasContextualNameEqualTo("HandlerObservationTests.Observed#plain")
			.hasLowCardinalityKeyValue("handler", "HandlerObservationTests.Observed#plain(String)")
			.hasLowCardinalityKeyValue("transport", "tcp")
			.hasHighCardinalityKeyValueWithKey("vstp.session")
			.hasOnlyKeys("handler", "transport", "vstp.session")
			.doesNotHaveError();
		assertThat(stopped().getKind()).isEqualTo(Kind.SERVER);
		assertThat(this.fixture.observed()).isEmpty();
	}

	@Test
	void shouldBeOfConsumerWhenNobodyWaitsForReply() {
		handle("plain", "traceparent", "00-1").close();
		assertThat(stopped().getKind()).isEqualTo(Kind.CONSUMER);
		assertThat(stopped().getGetter().get(stopped().getCarrier(), "traceparent")).isEqualTo("00-1");
		assertThat(stopped().getGetter().getAll(stopped().getCarrier(), "traceparent")).containsExactly("00-1");
	}

	@ParameterizedTest
	@CsvSource({ "fails, handler-failed, IllegalStateException", "number, invalid-payload, MessageConversionException",
			"stage-fails, handler-failed, IllegalStateException", "mono-fails, handler-failed, IllegalStateException",
			"recovered-badly, handler-failed, IllegalArgumentException" })
	void shouldTellErrorWhenPeerIsToldOf(String op, String error, String type) {
		handle(op).close();
		assertThat(this.registry).hasSingleObservationThat().hasHighCardinalityKeyValue("vstp.error", error).hasError();
		assertThat(stopped().getError().getClass().getSimpleName()).isEqualTo(type);
		assertThat(this.stops.errors).isOne();
	}

	@Test
	void shouldTellNoErrorWhenExceptionHandlerAnswers() {
		try (TestExchange exchange = handle("recovered")) {
			assertThat(exchange.reply().payloadText()).isEqualTo("vstp.handler");
		}
		assertThat(this.registry).hasSingleObservationThat().hasBeenStopped().doesNotHaveError();
	}

	@Test
	void shouldTellErrorOfErrFrameThatHandlerReturns() {
		try (TestExchange exchange = handle("refuses", "correlation-id", "1")) {
			assertThat(exchange.reply().type()).isEqualTo(FrameType.ERR);
		}
		assertThat(stopped().getErrorCode()).isEqualTo(ErrorCode.NO_HANDLER);
		assertThat(this.registry).hasSingleObservationThat().hasHighCardinalityKeyValue("vstp.error", "no-handler");
	}

	@Test
	void shouldStopWhenStageIsComplete() {
		try (TestExchange exchange = handle("stage")) {
			assertThat(this.stops.contexts).isEmpty();
			assertThat(this.registry.getCurrentObservation()).isNull();
			this.fixture.bean(Observed.class).stage.complete("late");
			assertThat(exchange.reply().payloadText()).isEqualTo("late");
		}
		assertThat(stopped().getError()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "mono", "flux" })
	void shouldBeInContextOfPublisher(String op) {
		try (TestExchange exchange = handle(op)) {
			assertThat(exchange.reply().payloadText()).contains("vstp.handler");
		}
		assertThat(stopped().getError()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "suspend, false", "suspend-fails, true" })
	void shouldStopWhenFunctionOfKotlinEnds(String op, boolean fails) {
		try (TestExchange exchange = handle(op)) {
			Awaitility.await().until(() -> exchange.events().size() == 2);
		}
		assertThat(stopped().getError() != null).isEqualTo(fails);
	}

	@Test
	void shouldStopOnceWhenCancelled() {
		try (TestExchange exchange = handle("never", "correlation-id", "1")) {
			exchange.endSession();
			assertThat(exchange.code()).isEqualTo("shutting-down");
			this.fixture.bean(Observed.class).sink.tryEmitValue("too late");
		}
		assertThat(this.registry).hasSingleObservationThat()
			.hasHighCardinalityKeyValue("vstp.error", "shutting-down")
			.hasError();
		assertThat(this.stops.contexts).hasSize(1);
	}

	@Test
	void shouldNotCountWaitingForOthersAsHandling() {
		this.executor = this.tasks::add;
		TestExchange first = handle("limited");
		TestExchange second = handle("limited");
		assertThat(this.stops.started).isOne();
		this.fixture.bean(Observed.class).stage.complete("done");
		assertThat(this.stops.contexts).hasSize(1);
		this.tasks.remove(0).run();
		assertThat(this.stops.contexts).hasSize(2);
		first.close();
		second.close();
	}

	@Test
	void shouldTellObserverInsteadWhenCallNeverBegan() {
		TestExchange first = handle("limited");
		this.executor = (task) -> {
			throw new RejectedExecutionException();
		};
		TestExchange second = handle("limited");
		this.fixture.bean(Observed.class).stage.complete("done");
		assertThat(second.code()).isEqualTo("overloaded");
		assertThat(this.stops.started).isOne();
		assertThat(this.fixture.observed())
			.containsExactly("HandlerObservationTests.Observed#limited() TCP overloaded");
		first.close();
		second.close();
	}

	@Test
	void shouldTellObserverInsteadWhenPredicateSaysNo() {
		this.registry.observationConfig().observationPredicate((name, context) -> !name.startsWith("vstp"));
		handle("stage").close();
		assertThat(this.stops.started).isZero();
		assertThat(this.fixture.observed()).containsExactly("HandlerObservationTests.Observed#stage() TCP null");
	}

	@Test
	void shouldFollowGlobalConvention() {
		this.registry.observationConfig().observationConvention(new Renaming());
		handle("plain").close();
		assertThat(this.registry).hasSingleObservationThat()
			.hasNameEqualTo("frames.handled")
			.hasLowCardinalityKeyValue("team", "blue")
			.hasLowCardinalityKeyValue("transport", "tcp");
	}

	static class Observed {

		private TestObservationRegistry registry;

		private final CompletableFuture<String> stage = new CompletableFuture<>();

		private final Sinks.One<String> sink = Sinks.one();

		@VstpHandler("op=plain")
		String plain(String payload) {
			return current();
		}

		private String current() {
			return this.registry.getCurrentObservation().getContext().getName();
		}

		@VstpHandler("op=fails")
		void fails() {
			throw new IllegalStateException("no");
		}

		@VstpHandler("op=number")
		void number(@Payload List<Integer> numbers) {
		}

		@VstpHandler("op=stage-fails")
		CompletableFuture<String> stageFails() {
			return CompletableFuture.failedFuture(new IllegalStateException("no"));
		}

		@VstpHandler("op=mono-fails")
		Mono<String> monoFails() {
			return Mono.error(new IllegalStateException("no"));
		}

		@VstpHandler("op=refuses")
		Frame refuses() {
			return Frame.of(FrameType.ERR, Headers.of("code", "no-handler"));
		}

		@VstpHandler("op=recovered")
		void recovered() {
			throw new UnsupportedOperationException("well");
		}

		@VstpHandler("op=recovered-badly")
		void recoveredBadly() {
			throw new IndexOutOfBoundsException("badly");
		}

		@MessageExceptionHandler
		String recover(UnsupportedOperationException ex) {
			return current();
		}

		@MessageExceptionHandler
		String recoverBadly(IndexOutOfBoundsException ex) {
			throw new IllegalArgumentException("again");
		}

		@VstpHandler("op=stage")
		CompletableFuture<String> stage() {
			return (this.registry.getCurrentObservation() != null) ? this.stage
					: CompletableFuture.completedFuture("unobserved");
		}

		@VstpHandler("op=mono")
		Mono<String> mono() {
			return Mono.deferContextual(
					(context) -> Mono.just(context.<Observation>get("micrometer.observation").getContext().getName()));
		}

		@VstpHandler("op=flux")
		Flux<String> flux() {
			return mono().flux();
		}

		@VstpHandler("op=never")
		Mono<String> never() {
			return this.sink.asMono();
		}

		@VstpHandler(value = "op=limited", concurrency = "1")
		CompletableFuture<String> limited() {
			return this.stage;
		}

	}

	private static final class Renaming extends DefaultVstpHandlerObservationConvention
			implements GlobalObservationConvention<VstpHandlerObservationContext> {

		@Override
		public String getName() {
			return "frames.handled";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(VstpHandlerObservationContext context) {
			return super.getLowCardinalityKeyValues(context).and("team", "blue");
		}

	}

	/** Counts starts and stops. */
	private static final class Stops implements ObservationHandler<VstpHandlerObservationContext> {

		private final List<VstpHandlerObservationContext> contexts = new ArrayList<>();

		private int started;

		private int errors;

		@Override
		public void onStart(VstpHandlerObservationContext context) {
			this.started++;
		}

		@Override
		public void onError(VstpHandlerObservationContext context) {
			this.errors++;
		}

		@Override
		public void onStop(VstpHandlerObservationContext context) {
			this.contexts.add(context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof VstpHandlerObservationContext;
		}

	}

}
