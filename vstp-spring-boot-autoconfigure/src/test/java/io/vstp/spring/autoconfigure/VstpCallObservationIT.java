package io.vstp.spring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.spring.annotation.AckMode;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.client.VstpClientExecution;
import io.vstp.spring.client.VstpClientInterceptor;
import io.vstp.spring.client.VstpClientRequest;
import io.vstp.spring.client.VstpRetry;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.spring.handler.VstpError;
import io.vstp.spring.handler.VstpErrorMapper;
import io.vstp.spring.observation.DefaultVstpCallObservationConvention;
import io.vstp.spring.observation.VstpCallObservationContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.messaging.handler.annotation.Headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * What is observed of calls, and what goes out with them.
 */
@Tag("long")
class VstpCallObservationIT {

	private static final ParameterizedTypeReference<Map<String, Object>> HEADERS = new ParameterizedTypeReference<>() {
	};

	@RegisterExtension
	private final Apps apps = new Apps();

	private static ConfigurableApplicationContext server;

	private ConfigurableApplicationContext client;

	private Recorder recorder;

	// One for all: what is looked at is on the other end.
	@BeforeAll
	static void startServer() {
		server = new SpringApplicationBuilder(Handlers.class, Apps.Auto.class).web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.run("--vstp.server.tcp.port=0", "--vstp.server.tcp.address=127.0.0.1",
					// a handler never answers
					"--spring.lifecycle.timeout-per-shutdown-phase=1s");
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	private VstpTemplate start(Class<?> configuration, String... properties) {
		List<String> all = new ArrayList<>(
				List.of("vstp.client.destinations.peer.address=localhost:" + Apps.port(server),
						"vstp.client.destinations.nobody.address=localhost:1",
						"vstp.client.destinations.nobody.call-timeout=5s"));
		all.addAll(List.of(properties));
		this.client = this.apps.run(configuration, all);
		this.recorder = this.client.getBean(Recorder.class);
		return this.client.getBean(VstpTemplate.class);
	}

	@Test
	void shouldSendWhatPropagatorsAdd() {
		VstpTemplate template = start(Recording.class);
		Map<String, Object> headers = template.to("peer")
			.header("op", "headers")
			.header("traceparent", "set by hand")
			.exchange(HEADERS);
		assertThat(headers).containsEntry("traceparent", "00-call").containsEntry("op", "headers");
		assertThat(this.recorder.stopped).hasSize(1);
		VstpCallObservationContext context = (VstpCallObservationContext) this.recorder.stopped.get(0);
		assertThat(context.getKind()).isEqualTo(Kind.CLIENT);
		assertThat(context.getContextualName()).isEqualTo("peer exchange");
		assertThat(context.getAllKeyValues()).extracting(Object::toString)
			.containsExactly("keyValue(destination=peer)", "keyValue(kind=exchange)", "keyValue(transport=tcp)");
		assertThat(timer("vstp.client.call", "destination", "peer", "kind", "exchange", "transport", "tcp", "error",
				"none"))
			.isEqualTo(1);
	}

	@Test
	void shouldLeaveOutAndCountWhatDoesNotFit() {
		VstpTemplate template = start(Recording.class);
		this.recorder.baggage = "x".repeat(256);
		Map<String, Object> headers = template.to("peer").header("op", "headers").exchange(HEADERS);
		assertThat(headers).containsEntry("traceparent", "00-call").doesNotContainKey("baggage");
		assertThat(meters().get("vstp.trace.headers.omitted").counter().count()).isEqualTo(1);
		this.recorder.baggage = "x".repeat(255);
		headers = template.to("peer").header("op", "headers").exchange(HEADERS);
		assertThat(headers).containsEntry("baggage", "x".repeat(255));
	}

	@ParameterizedTest
	@CsvSource({ "peer, none-takes-this, no-handler", "peer, fail, handler-failed", "peer, never, timeout",
			"nobody, any, unreachable" })
	void shouldTellErrorWhenCallFails(String destination, String op, String error) {
		VstpTemplate template = start(Recording.class);
		assertThatException().isThrownBy(() -> template.to(destination)
			.header("op", op)
			.timeout(Duration.ofMillis("timeout".equals(error) ? 50 : 5_000))
			.exchange(String.class));
		assertThat(this.recorder.stopped).hasSize(1);
		assertThat(this.recorder.stopped.get(0).getError()).isNotNull();
		assertThat(this.recorder.stopped.get(0).getHighCardinalityKeyValue("vstp.error").getValue()).isEqualTo(error);
		assertThat(timer("vstp.client.call", "destination", destination, "kind", "exchange", "transport", "tcp",
				"error", error))
			.isEqualTo(1);
	}

	@Test
	void shouldBeOneObservationHoweverOftenCallIsTried() {
		VstpTemplate template = start(Recording.class);
		template.to("peer")
			.header("op", "busy")
			.retry(VstpRetry.unhandled().maxRetries(5).delay(Duration.ofMillis(1)).build())
			.sendWithAck();
		assertThat(this.recorder.stopped).hasSize(1);
		assertThat(this.recorder.stopped.get(0).getError()).isNull();
		assertThat(this.recorder.events).containsExactly("retry", "retry");
	}

	@Test
	void shouldStopOnceWhenCallIsCancelled() {
		VstpTemplate template = start(Recording.class);
		CompletableFuture<String> call = template.to("peer").header("op", "never").exchangeAsync(String.class);
		call.cancel(false);
		await().until(() -> !this.recorder.stopped.isEmpty());
		assertThat(this.recorder.stopped).hasSize(1);
		assertThat(this.recorder.stopped.get(0).getHighCardinalityKeyValue("vstp.error").getValue())
			.isEqualTo("cancelled");
	}

	@Test
	void shouldTakeParentFromThreadOrReactorContext() {
		VstpTemplate template = start(Recording.class);
		ObservationRegistry registry = this.client.getBean(ObservationRegistry.class);
		Observation outer = Observation.start("outer", registry);
		outer.scoped(() -> template.to("peer").header("op", "headers").exchangeAsync(HEADERS)).join();
		Mono<Map<String, Object>> reactive = template.to("peer").header("op", "headers").reactive().exchange(HEADERS);
		reactive.contextWrite((context) -> context.put("micrometer.observation", outer)).block();
		reactive.block();
		assertThat(this.recorder.stopped).extracting((context) -> context.getParentObservation())
			.containsExactly(outer, outer, null);
		outer.stop();
	}

	@Test
	void shouldHaveInterceptorsInsideOfObservation() {
		VstpTemplate template = start(Intercepted.class);
		template.to("peer").header("op", "headers").exchange(HEADERS);
		Interceptor interceptor = this.client.getBean(Interceptor.class);
		assertThat(interceptor.seen).containsExactly("00-call vstp.client.call");
	}

	@Test
	void shouldMakeNoneButRecordTimersWhenSwitchedOff() {
		VstpTemplate template = start(Recording.class, "management.observations.enable.vstp=false");
		Map<String, Object> headers = template.to("peer").header("op", "headers").exchange(HEADERS);
		assertThat(headers).doesNotContainKey("traceparent");
		assertThat(this.recorder.stopped).isEmpty();
		assertThat(timer("vstp.client.call", "destination", "peer", "kind", "exchange", "transport", "tcp", "error",
				"none"))
			.isEqualTo(1);
	}

	@Test
	void shouldLeaveMetersToSpringBootWhenConventionIsTheApplications() {
		VstpTemplate template = start(OwnConvention.class);
		template.to("peer").header("op", "headers").exchange(HEADERS);
		assertThat(timer("vstp.client.call", "destination", "peer", "kind", "exchange", "transport", "tcp", "team",
				"blue", "error", "none"))
			.isEqualTo(1);
		assertThat(meters().find("vstp.client.call").timers()).hasSize(1);
	}

	@Test
	void shouldTagTimersWithCommonKeyValues() {
		VstpTemplate template = start(Recording.class, "management.observations.key-values.region=eu");
		template.to("peer").header("op", "headers").exchange(HEADERS);
		assertThat(timer("vstp.client.call", "destination", "peer", "kind", "exchange", "transport", "tcp", "region",
				"eu", "error", "none"))
			.isEqualTo(1);
		assertThat(meters().find("vstp.client.call").timers()).hasSize(1);
	}

	private MeterRegistry meters() {
		return this.client.getBean(MeterRegistry.class);
	}

	// Has exactly these tags.
	private long timer(String name, String... tags) {
		Tags expected = Tags.of(tags);
		Timer timer = meters().get(name).tags(expected).timer();
		assertThat(timer.getId().getTags()).containsExactlyInAnyOrderElementsOf(expected);
		return timer.count();
	}

	@Configuration(proxyBeanMethods = false)
	static class Handlers {

		private final AtomicInteger attempts = new AtomicInteger();

		@VstpHandler("op=headers")
		Map<String, Object> headers(@Headers Map<String, Object> headers) {
			Map<String, Object> texts = new TreeMap<>(headers);
			texts.values().removeIf((value) -> !(value instanceof String));
			return texts;
		}

		@VstpHandler("op=fail")
		void fail() {
			throw new IllegalStateException("no");
		}

		@VstpHandler("op=never")
		CompletableFuture<String> never() {
			return new CompletableFuture<>();
		}

		@VstpHandler(value = "op=busy", ack = AckMode.AFTER_HANDLER)
		void busy() {
			if (this.attempts.incrementAndGet() < 3) {
				throw new BusyException();
			}
		}

		@Bean
		VstpErrorMapper busyMapper() {
			return (failure) -> (failure instanceof BusyException) ? VstpError.of(ErrorCode.OVERLOADED, "Later") : null;
		}

	}

	private static final class BusyException extends RuntimeException {

	}

	@Configuration(proxyBeanMethods = false)
	static class Recording {

		@Bean
		Recorder recorder() {
			return new Recorder();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Recording.class)
	static class OwnConvention {

		@Bean
		DefaultVstpCallObservationConvention convention() {
			return new DefaultVstpCallObservationConvention() {

				@Override
				public KeyValues getLowCardinalityKeyValues(VstpCallObservationContext context) {
					return super.getLowCardinalityKeyValues(context).and("team", "blue");
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Recording.class)
	static class Intercepted {

		@Bean
		Interceptor interceptor(ObservationRegistry registry) {
			return new Interceptor(registry);
		}

	}

	static class Interceptor implements VstpClientInterceptor {

		private final List<String> seen = new CopyOnWriteArrayList<>();

		private final ObservationRegistry registry;

		Interceptor(ObservationRegistry registry) {
			this.registry = registry;
		}

		@Override
		public CompletionStage<Frame> intercept(VstpClientRequest request, VstpClientExecution next) {
			this.seen.add(request.headers().get("traceparent") + " "
					+ this.registry.getCurrentObservation().getContext().getName());
			return next.execute(request);
		}

	}

	/** Adds headers as a tracer does, and remembers. */
	static class Recorder implements ObservationHandler<SenderContext<Object>> {

		private final List<Observation.Context> stopped = new CopyOnWriteArrayList<>();

		private final List<String> events = new CopyOnWriteArrayList<>();

		private String baggage;

		@Override
		public void onStart(SenderContext<Object> context) {
			context.getSetter().set(context.getCarrier(), "traceparent", "00-call");
			if (this.baggage != null) {
				context.getSetter().set(context.getCarrier(), "baggage", this.baggage);
			}
		}

		@Override
		public void onEvent(Observation.Event event, SenderContext<Object> context) {
			this.events.add(event.getName());
		}

		@Override
		public void onStop(SenderContext<Object> context) {
			this.stopped.add(context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof SenderContext;
		}

	}

}
