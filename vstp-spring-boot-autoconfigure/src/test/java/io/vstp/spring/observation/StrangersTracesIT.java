package io.vstp.spring.observation;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;
import io.vstp.spring.annotation.AckMode;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.client.VstpClients;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.spring.server.VstpHandlerExecutor;
import io.vstp.spring.session.VstpSessions;
import io.vstp.transport.VstpSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What strangers send as the context of a trace, and what stays of traces on threads.
 */
@Tag("long")
class StrangersTracesIT {

	private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

	private static ConfigurableApplicationContext app;

	private static VstpTemplate template;

	@BeforeAll
	static void start() throws IOException {
		int port = freePort();
		List<String> arguments = new ArrayList<>(
				List.of("--spring.main.banner-mode=off", "--management.tracing.sampling.probability=1",
						"--management.tracing.baggage.remote-fields=correlation-id", "--vstp.server.tcp.port=" + port,
						"--vstp.server.limits.max-frame-size=4KB", "--vstp.server.executor.pool-size=4",
						"--vstp.server.udp.enabled=true", "--vstp.server.udp.port=" + port));
		for (String transport : List.of("tcp", "udp")) {
			String destination = "--vstp.client.destinations.by-" + transport;
			arguments.add(destination + ".address=127.0.0.1:" + port);
			arguments.add(destination + ".transport=" + transport);
		}
		arguments.add("--vstp.client.destinations.small.address=127.0.0.1:" + port);
		arguments.add("--vstp.client.destinations.small.limits.max-frame-size=2KB");
		app = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.run(arguments.toArray(String[]::new));
		template = app.getBean(VstpTemplate.class);
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	static Stream<Headers> strange() {
		String members = "k=v,".repeat(60);
		return Stream.of(headers("traceparent", "garbage"), headers("traceparent", ""),
				headers("traceparent", "z".repeat(255)), headers("traceparent", "\u0000\r\n"),
				headers("traceparent", "ff-00000000000000000000000000000000-0000000000000000-00"),
				headers("traceparent", TRACEPARENT, "traceparent", TRACEPARENT.replace('4', '5')),
				headers("traceparent", TRACEPARENT, "baggage", members, "baggage", members, "baggage", "=;,%zz"),
				headers("tracestate", "x".repeat(255), "traceparent", TRACEPARENT),
				headers("b3", "1", "X-B3-TraceId", "garbage"));
	}

	private static Headers headers(String... namesAndValues) {
		HeadersBuilder headers = Headers.builder().add("op", "echo");
		for (int i = 0; i < namesAndValues.length; i += 2) {
			headers.add(namesAndValues[i], namesAndValues[i + 1]);
		}
		return headers.build();
	}

	@ParameterizedTest
	@MethodSource("strange")
	void shouldHandleFrameWhateverContextItClaims(Headers headers) throws Exception {
		for (String destination : List.of("by-tcp", "by-udp")) {
			Frame reply = app.getBean(VstpClients.class)
				.client(destination)
				.exchange(Frame.data(headers, "hello"), Duration.ofSeconds(5))
				.get(10, TimeUnit.SECONDS);
			assertThat(reply.payloadText()).isEqualTo("hello");
			reply.release();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "by-tcp", "by-udp" })
	void shouldSendWhatPeerAcceptsWithoutTrace(String destination) {
		template.to(destination).header("op", "echo").payload("x").exchange(String.class);
		int largest = 0;
		for (int length = 3_600; length < 4_096; length += 5) {
			Frame plain = Frame.data(Headers.of("op", "echo"), new byte[length]);
			try {
				app.getBean(VstpClients.class)
					.client(destination)
					.exchange(plain, Duration.ofSeconds(5))
					.join()
					.release();
				largest = length;
			}
			catch (RuntimeException ex) {
				break;
			}
		}
		byte[] payload = new byte[largest];
		assertThat(template.to(destination).header("op", "echo").payload(payload).exchange(byte[].class))
			.hasSize(largest);
	}

	@Test
	void shouldPushWhatPeerAcceptsWithoutTrace() {
		template.to("small").header("op", "echo").payload("x").exchange(String.class);
		VstpSessions sessions = app.getBean(VstpSessions.class);
		VstpSession small = sessions.stream((session) -> "2048".equals(session.greeting().get("max-frame")))
			.findFirst()
			.orElseThrow();
		for (int length : List.of(100, 1_800, 1_900, 1_950, 1_970)) {
			byte[] payload = new byte[length];
			assertThat(template.toSession(small.id()).header("op", "echo").payload(payload).send().succeeded())
				.as("%d", length)
				.isOne();
			assertThat(template.toSession(small.id()).header("op", "echo").payload(payload).sendWithAck().succeeded())
				.as("%d", length)
				.isOne();
		}
		await().untilAsserted(() -> assertThat(app.getBean(Handlers.class).pushed.get()).isEqualTo(10));
	}

	@Test
	void shouldNotLetBaggageBecomeHeaderOfProtocol() {
		Tracer tracer = app.getBean(Tracer.class);
		Observation observation = Observation.start("outer", app.getBean(ObservationRegistry.class));
		try (Observation.Scope scope = observation.openScope();
				var baggage = tracer.createBaggageInScope("correlation-id", "from-elsewhere")) {
			template.to("by-tcp").header("op", "correlated").payload("x").send();
			await().untilAsserted(() -> assertThat(app.getBean(Handlers.class).correlation).isEqualTo("none"));
		}
		observation.stop();
	}

	@Test
	void shouldLeaveNothingOnThreadsAfterManyCalls() throws Exception {
		List<CompletableFuture<?>> calls = new ArrayList<>();
		List<String> ops = List.of("echo", "fails", "async", "mono", "limited", "after", "stream", "missing");
		for (int i = 0; i < 1_000; i++) {
			String destination = (i % 2 == 0) ? "by-tcp" : "by-udp";
			CompletableFuture<String> call = template.to(destination)
				.header("op", ops.get(i / 2 % ops.size()))
				.payload("x")
				.exchangeAsync(String.class);
			if (i % 13 == 0) {
				call.cancel(false);
			}
			calls.add(call.exceptionally((ex) -> ""));
			if (i % 100 == 99) {
				CompletableFuture.allOf(calls.toArray(CompletableFuture<?>[]::new)).get(30, TimeUnit.SECONDS);
			}
		}
		ExecutorService pool = app.getBean(VstpHandlerExecutor.class).pool();
		ObservationRegistry registry = app.getBean(ObservationRegistry.class);
		Tracer tracer = app.getBean(Tracer.class);
		for (int i = 0; i < 100; i++) {
			assertThat(pool.submit(() -> registry.getCurrentObservation() == null && tracer.currentSpan() == null)
				.get(10, TimeUnit.SECONDS)).isTrue();
		}
		assertThat(registry.getCurrentObservation()).isNull();
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Handlers.class)
	static class Application {

	}

	static class Handlers {

		private final AtomicInteger pushed = new AtomicInteger();

		private volatile String correlation = "";

		@VstpHandler("op=echo")
		byte[] echo(byte[] payload) {
			return payload;
		}

		@VstpHandler(value = "op=echo", destination = "small")
		void pushed(byte[] payload) {
			this.pushed.incrementAndGet();
		}

		@VstpHandler("op=correlated")
		void correlated(Headers headers) {
			String id = headers.get("correlation-id");
			this.correlation = (id != null) ? id : "none";
		}

		@VstpHandler("op=fails")
		void fails() {
			throw new IllegalStateException("as it should");
		}

		@VstpHandler("op=async")
		CompletableFuture<String> async(String payload) {
			return CompletableFuture.supplyAsync(() -> payload);
		}

		@VstpHandler("op=mono")
		Mono<String> mono(String payload) {
			return Mono.just(payload).publishOn(Schedulers.parallel());
		}

		@VstpHandler(value = "op=limited", concurrency = "1")
		CompletableFuture<String> limited(String payload) {
			return CompletableFuture.supplyAsync(() -> payload);
		}

		@VstpHandler(value = "op=after", ack = AckMode.AFTER_HANDLER)
		String after(String payload) {
			return payload;
		}

		@VstpHandler("op=stream")
		Mono<String> stream(InputStream payload) throws IOException {
			return Mono.just(new String(payload.readAllBytes(), StandardCharsets.UTF_8));
		}

	}

}
