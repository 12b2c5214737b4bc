package io.vstp.spring.observation;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vstp.spring.session.VstpSessions;
import io.vstp.transport.VstpSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What an HTTP request sets off is one trace, over however many VSTP calls.
 */
@ExtendWith(OutputCaptureExtension.class)
@Tag("long")
class TracingIT {

	private static final HttpClient http = HttpClient.newHttpClient();

	private static final InMemorySpanExporter spans = TracingApp.SPANS;

	private static ConfigurableApplicationContext app;

	@BeforeAll
	static void start() throws IOException {
		int port = freePort();
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--spring.main.banner-mode=off",
				"--management.tracing.sampling.probability=1", "--vstp.server.tcp.port=" + port,
				"--vstp.server.udp.enabled=true", "--vstp.server.udp.port=" + port));
		for (String transport : List.of("tcp", "udp")) {
			String destination = "--vstp.client.destinations.by-" + transport;
			arguments.add(destination + ".address=127.0.0.1:" + port);
			arguments.add(destination + ".transport=" + transport);
		}
		app = new SpringApplicationBuilder(TracingApp.class).web(WebApplicationType.SERVLET)
			.registerShutdownHook(false)
			.run(arguments.toArray(String[]::new));
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	@BeforeEach
	void reset() {
		spans.reset();
	}

	@ParameterizedTest
	@CsvSource({ "by-tcp, outer", "by-udp, outer", "by-tcp, reactive", "by-udp, reactive" })
	void shouldBeOneTraceFromHttpToInnermostHandler(String destination, String handler) throws Exception {
		assertThat(get("/call?op=%s&by=%s".formatted(handler, destination))).isEqualTo("done");
		List<SpanData> chain = chain(5);
		assertThat(chain).extracting(SpanData::getName)
			.containsExactly("http get /call", destination + " exchange", "TracingApp.Handlers#" + handler,
					destination + " exchange", "TracingApp.Handlers#inner");
		assertThat(chain).extracting((span) -> span.getStatus().getStatusCode()).containsOnly(StatusCode.UNSET);
		assertThat(chain).extracting(SpanData::getKind)
			.containsExactly(SpanKind.SERVER, SpanKind.CLIENT, SpanKind.SERVER, SpanKind.CLIENT, SpanKind.SERVER);
	}

	@Test
	void shouldContinueTraceWherePushedFramesAreHandled() throws Exception {
		VstpSessions sessions = app.getBean(VstpSessions.class);
		await().until(() -> sessions.stream(VstpSession::isGreeted).count() == 2);
		assertThat(get("/push")).isEqualTo("2");
		await().untilAsserted(() -> assertThat(spans.getFinishedSpanItems()).hasSize(4));
		SpanData push = named("push send-with-ack");
		assertThat(push.getKind()).isEqualTo(SpanKind.PRODUCER);
		assertThat(push.getParentSpanId()).isEqualTo(named("http get /push").getSpanId());
		assertThat(spans.getFinishedSpanItems()).filteredOn((span) -> span.getKind() == SpanKind.CONSUMER)
			.hasSize(2)
			.allSatisfy((span) -> {
				assertThat(span.getName()).isEqualTo("TracingApp.Handlers#tick");
				assertThat(span.getTraceId()).isEqualTo(push.getTraceId());
				assertThat(span.getParentSpanId()).isEqualTo(push.getSpanId());
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "by-tcp", "by-udp" })
	void shouldLogTraceInHandlers(String destination, CapturedOutput output) throws Exception {
		get("/call?op=outer&by=" + destination);
		SpanData handler = chain(5).get(2);
		Matcher logged = Pattern.compile("\\[([0-9a-f]{32})-([0-9a-f]{16})].*The outer handler runs").matcher(output);
		assertThat(logged.find()).isTrue();
		assertThat(logged.group(1)).isEqualTo(handler.getTraceId());
		assertThat(logged.group(2)).isEqualTo(handler.getSpanId());
	}

	@Test
	void shouldRecordEachCallInExactlyOneTimer() throws Exception {
		MeterRegistry meters = app.getBean(MeterRegistry.class);
		long handled = count(meters, "vstp.handler");
		long called = count(meters, "vstp.client.call");
		get("/call?op=outer&by=by-tcp");
		chain(5);
		assertThat(count(meters, "vstp.handler") - handled).isEqualTo(2);
		assertThat(count(meters, "vstp.client.call") - called).isEqualTo(2);
		assertThat(meters.find("vstp.handler").tag("handler", "TracingApp.Handlers#inner()").timers())
			.allSatisfy((timer) -> assertThat(timer.getId().getTags()).extracting((tag) -> tag.getKey())
				.containsExactly("error", "handler", "transport"));
		assertThat(meters.find("vstp.handler.active").meters()).isEmpty();
	}

	private static long count(MeterRegistry meters, String name) {
		return meters.find(name).timers().stream().mapToLong(Timer::count).sum();
	}

	private static SpanData named(String name) {
		return spans.getFinishedSpanItems()
			.stream()
			.filter((span) -> span.getName().equals(name))
			.findFirst()
			.orElseThrow();
	}

	// From the outermost to the innermost, where each has one child.
	private static List<SpanData> chain(int length) {
		await().untilAsserted(() -> assertThat(spans.getFinishedSpanItems()).hasSize(length));
		List<SpanData> chain = new ArrayList<>();
		String parent = "0000000000000000";
		for (int i = 0; i < length; i++) {
			String wanted = parent;
			SpanData next = spans.getFinishedSpanItems()
				.stream()
				.filter((span) -> span.getParentSpanId().equals(wanted))
				.findFirst()
				.orElseThrow(() -> new AssertionError("%s has no child in %s".formatted(wanted, chain)));
			chain.add(next);
			parent = next.getSpanId();
		}
		assertThat(chain).extracting(SpanData::getTraceId).containsOnly(chain.get(0).getTraceId());
		return chain;
	}

	private static String get(String path) throws Exception {
		URI uri = URI
			.create("http://localhost:%s%s".formatted(app.getEnvironment().getProperty("local.server.port"), path));
		return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
