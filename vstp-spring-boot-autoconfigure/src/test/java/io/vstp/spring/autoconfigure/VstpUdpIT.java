package io.vstp.spring.autoconfigure;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.MeterRegistry;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.spring.health.VstpServerHealthIndicator;
import io.vstp.spring.server.VstpServerEndpoint;
import io.vstp.spring.server.VstpServerLifecycle;
import io.vstp.transport.VstpErrorException;
import io.vstp.transport.VstpSession;
import io.vstp.transport.VstpTimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of a server that listens on UDP, and of destinations that are called by it.
 */
@ExtendWith(OutputCaptureExtension.class)
class VstpUdpIT {

	private static final String TCP_OFF = "vstp.server.tcp.enabled=false";

	/** For what is not about time, and shall pass on a busy machine. */
	private static final Duration LONG = Duration.ofSeconds(30);

	@RegisterExtension
	private final Apps apps = new Apps();

	@Test
	void shouldTellWhereBothTransportsListen(CapturedOutput output) {
		ConfigurableApplicationContext server = server();
		int tcp = Apps.port(server);
		int udp = Apps.port(server, Transport.UDP);
		assertThat(output).contains(
				("VSTP listening on tcp 127.0.0.1:%d (plain), udp 127.0.0.1:%d (plain) with " + "5 handlers in 1 class")
					.formatted(tcp, udp));
		assertThat(server.getBean(VstpServerLifecycle.class).endpoints()).containsExactly(
				new VstpServerEndpoint(Transport.TCP, new InetSocketAddress("127.0.0.1", tcp), "plain"),
				new VstpServerEndpoint(Transport.UDP, new InetSocketAddress("127.0.0.1", udp), "plain"));
	}

	@Test
	void shouldListenOnUdpAloneWhenTcpIsDisabled(CapturedOutput output) {
		ConfigurableApplicationContext server = server(TCP_OFF);
		assertThat(output).contains("VSTP listening on udp 127.0.0.1:");
		assertThat(server.getEnvironment().containsProperty("local.vstp.tcp.port")).isFalse();
		assertThat(where(template(server))).isEqualTo("by UDP");
	}

	@Test
	void shouldListenNowhereWhenOnePortIsInUse() {
		ConfigurableApplicationContext first = server(TCP_OFF);
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> this.apps.server(Handlers.class, "vstp.server.udp.enabled=true",
					"vstp.server.udp.address=127.0.0.1", "vstp.server.udp.port=" + Apps.port(first, Transport.UDP)));
		assertThat(where(template(first))).isEqualTo("by UDP");
	}

	@Test
	void shouldPickHandlerByTransport() {
		ConfigurableApplicationContext server = server();
		assertThat(where(template(server))).isEqualTo("by UDP");
		assertThat(where(this.apps.template(server))).isEqualTo("by TCP");
	}

	@Test
	void shouldReturnConvertedReplyWhenServerAnswers() {
		VstpTemplate template = template(server());
		TestHandlers.Item item = new TestHandlers.Item("drill", 3);
		assertThat(template.to("peer").header("op", "echo").payload(item).exchange(TestHandlers.Item.class))
			.isEqualTo(item);
	}

	@Test
	void shouldCarryMessagesOfAnySizeBothWays() {
		VstpTemplate template = template(server());
		for (int length : new int[] { 0, 1_100, 1_200, 50_000, 500_000 }) {
			byte[] payload = new byte[length];
			new Random(length).nextBytes(payload);
			assertThat(template.to("peer").header("op", "echo").payload(payload).exchange(byte[].class))
				.isEqualTo(payload);
		}
	}

	@Test
	void shouldHandleEachMessageOnceWhenManyAreAcknowledged() {
		// The client does not show that its address is its own: what is acknowledged, but
		// still waits for a thread, would otherwise have the server drop what comes.
		ConfigurableApplicationContext server = server("vstp.server.udp.max-unvalidated-in-flight=500");
		VstpTemplate template = template(server);
		List<CompletableFuture<Void>> sent = IntStream.range(0, 500)
			.mapToObj((i) -> template.to("peer").header("op", "take").payload("n" + i).sendWithAckAsync())
			.toList();
		sent.forEach((future) -> assertThat(future).succeedsWithin(LONG));
		List<String> taken = server.getBean(Handlers.Taking.class).taken;
		Awaitility.await().atMost(LONG).until(() -> taken.size() >= 500);
		assertThat(new ArrayList<>(taken)).doesNotHaveDuplicates().hasSize(500);
	}

	@Test
	void shouldReachServerWhenNothingIsAwaited() {
		ConfigurableApplicationContext server = server();
		template(server).to("peer").header("op", "take").payload("once").send();
		Awaitility.await().until(() -> server.getBean(Handlers.Taking.class).taken.equals(List.of("once")));
	}

	@Test
	void shouldNameCodeWhenServerAnswersWithError() {
		VstpTemplate template = template(server());
		assertThatExceptionOfType(VstpErrorException.class)
			.isThrownBy(() -> template.to("peer").header("op", "nobody").exchange(String.class))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.NO_HANDLER));
	}

	@Test
	void shouldTimeOutWhenNobodyListens() {
		ConfigurableApplicationContext server = server();
		String port = "vstp.client.destinations.peer.address=localhost:" + Apps.port(server, Transport.UDP);
		server.close();
		VstpTemplate template = this.apps.run(Apps.Empty.class,
				List.of(port, "vstp.client.destinations.peer.transport=udp",
						"vstp.client.destinations.peer.udp.max-retries=1",
						"vstp.client.destinations.peer.udp.retry-delay=20ms",
						"vstp.client.destinations.peer.udp.ack-timeout=100ms"))
			.getBean(VstpTemplate.class);
		assertThatExceptionOfType(VstpTimeoutException.class)
			.isThrownBy(() -> template.to("peer").header("op", "take").payload("lost").sendWithAck());
	}

	@Test
	void shouldBeUpWithDetailsOfBothTransports() {
		ConfigurableApplicationContext server = server();
		where(template(server));
		Health health = server.getBean(VstpServerHealthIndicator.class).health();
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails())
			.containsEntry("udp",
					Map.of("address", "127.0.0.1:" + Apps.port(server, Transport.UDP), "security", "plain", "sessions",
							1L))
			.containsEntry("tcp",
					Map.of("address", "127.0.0.1:" + Apps.port(server), "security", "plain", "sessions", 0L));
	}

	@Test
	void shouldCountBothEndsWhenFramesPass() {
		ConfigurableApplicationContext server = server();
		ConfigurableApplicationContext client = client(server);
		where(client.getBean(VstpTemplate.class));
		for (ConfigurableApplicationContext each : Arrays.asList(server, client)) {
			MeterRegistry meters = each.getBean(MeterRegistry.class);
			assertThat(meters.get("vstp.sessions").tag("transport", "udp").gauge().value()).isEqualTo(1);
			// What is sent again, since the ACK is late, counts as both.
			Awaitility.await()
				.untilAsserted(() -> assertThat(framesSent(meters))
					.isEqualTo(1 + meters.get("vstp.retransmissions").counter().count()));
			assertThat(meters.get("vstp.datagrams.dropped").tag("reason", "malformed").counter().count()).isZero();
		}
		// The reply may be there before the handler's time is recorded.
		Awaitility.await()
			.untilAsserted(() -> assertThat(server.getBean(MeterRegistry.class)
				.get("vstp.handler")
				.tags("transport", "udp", "error", "none")
				.timer()
				.count()).isEqualTo(1));
	}

	private static double framesSent(MeterRegistry meters) {
		return meters.get("vstp.frames")
			.tags("transport", "udp", "direction", "sent", "type", "data")
			.counter()
			.count();
	}

	@Test
	void shouldAnswerWhatIsInFlightWhenContextIsClosed() {
		ConfigurableApplicationContext server = server();
		VstpTemplate template = template(server);
		where(template);
		List<CompletableFuture<String>> replies = IntStream.range(0, 50)
			.mapToObj((i) -> template.to("peer").header("op", "slow").exchangeAsync(String.class))
			.toList();
		Handlers.Taking slow = server.getBean(Handlers.Taking.class);
		Awaitility.await().atMost(LONG).until(() -> slow.taken.size() == 50);
		server.close();
		replies.forEach((reply) -> assertThat(reply).succeedsWithin(LONG).isEqualTo("slow"));
	}

	private ConfigurableApplicationContext server(String... properties) {
		List<String> all = new ArrayList<>(List.of("vstp.server.udp.enabled=true", "vstp.server.udp.port=0",
				"vstp.server.udp.address=127.0.0.1", "vstp.server.executor.pool-size=50"));
		all.addAll(List.of(properties));
		return this.apps.server(Handlers.class, all.toArray(String[]::new));
	}

	private ConfigurableApplicationContext client(ConfigurableApplicationContext server) {
		return this.apps.run(Apps.Empty.class,
				List.of("vstp.client.destinations.peer.address=localhost:" + Apps.port(server, Transport.UDP),
						"vstp.client.destinations.peer.transport=udp",
						"vstp.client.destinations.peer.call-timeout=" + LONG.toSeconds() + "s",
						"vstp.client.destinations.peer.udp.ack-timeout=" + LONG.toSeconds() + "s"));
	}

	private VstpTemplate template(ConfigurableApplicationContext server) {
		return client(server).getBean(VstpTemplate.class);
	}

	private static String where(VstpTemplate template) {
		return template.to("peer").header("op", "where").exchange(String.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class Handlers {

		@VstpHandler
		static class Taking {

			private final List<String> taken = new CopyOnWriteArrayList<>();

			@VstpHandler(value = "op=where", transport = Transport.TCP)
			String byTcp(VstpSession session) {
				return "by " + session.transport();
			}

			@VstpHandler(value = "op=where", transport = Transport.UDP)
			String byUdp(VstpSession session) {
				return "by " + session.transport();
			}

			@VstpHandler("op=echo")
			Frame echo(Frame frame) {
				String contentType = frame.header("content-type");
				return Frame.data((contentType != null) ? Headers.of("content-type", contentType) : Headers.EMPTY,
						frame.payload());
			}

			@VstpHandler("op=take")
			void take(String payload) {
				this.taken.add(payload);
			}

			@VstpHandler("op=slow")
			String slow() throws InterruptedException {
				this.taken.add("slow");
				Thread.sleep(300);
				return "slow";
			}

		}

	}

}
