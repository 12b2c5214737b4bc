package io.vstp.spring.autoconfigure;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.Transport;
import io.vstp.spring.actuate.VstpDescriptor;
import io.vstp.spring.actuate.VstpEndpoint;
import io.vstp.spring.actuate.VstpServerView;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.client.VstpClients;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.spring.handler.VstpHandlerRegistry;
import io.vstp.spring.health.VstpServerHealthIndicator;
import io.vstp.spring.server.VstpServerLifecycle;
import io.vstp.spring.session.VstpSessions;
import io.vstp.test.Part1Frame;
import io.vstp.test.RawPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * That meters move when something happens over a socket.
 */
@Tag("long")
class VstpMetersIT {

	private static final byte[] GARBAGE = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

	private static final String SECRET = "unusual-value-4711";

	@RegisterExtension
	private final Apps apps = new Apps();

	private ConfigurableApplicationContext app(String... properties) {
		int port = TestSocketUtils.findAvailableTcpPort();
		List<String> all = new ArrayList<>(List.of("vstp.server.tcp.port=" + port, "vstp.server.tcp.address=127.0.0.1",
				"vstp.server.udp.enabled=true", "vstp.server.udp.port=" + port, "vstp.server.udp.address=127.0.0.1",
				"vstp.client.destinations.peer.address=127.0.0.1:" + port,
				"vstp.client.destinations.unused.address=127.0.0.1:" + port));
		all.addAll(List.of(properties));
		return this.apps.run(Handlers.class, all);
	}

	@Test
	void shouldCountByReasonWhenPeersSendWhatIsNoFrame() throws Exception {
		ConfigurableApplicationContext app = app();
		MeterRegistry meters = app.getBean(MeterRegistry.class);
		byte[] damaged = Part1Frame.data(new byte[10]).encode();
		damaged[damaged.length - 1] ^= 1;
		for (byte[] bytes : List.of(GARBAGE, damaged)) {
			try (RawPeer peer = RawPeer.connect(new InetSocketAddress("127.0.0.1", Apps.port(app)))) {
				peer.send(bytes);
				peer.receive();
			}
		}
		try (Udp peer = new Udp(app)) {
			peer.send(GARBAGE).send(damaged);
			for (String transport : List.of("tcp", "udp")) {
				for (String reason : List.of("bad-magic", "crc-mismatch")) {
					await().untilAsserted(() -> assertThat(
							count(meters, "vstp.decode.errors", "transport", transport, "reason", reason))
						.isEqualTo(1));
				}
			}
		}
		assertThat(count(meters, "vstp.sessions.opened", "side", "server", "transport", "tcp")).isEqualTo(2);
		assertThat(count(meters, "vstp.errors", "code", "malformed", "direction", "sent", "transport", "tcp"))
			.isEqualTo(2);
	}

	@Test
	void shouldCountDuplicatesAndReassembliesWhenPeerSendsByUdp() throws Exception {
		ConfigurableApplicationContext app = app();
		MeterRegistry meters = app.getBean(MeterRegistry.class);
		try (Udp peer = new Udp(app)) {
			Part1Frame message = Part1Frame.data(new byte[1], "op", "take", "msg-id", "1", "secret", SECRET)
				.withFlags(FrameFlags.REQ_ACK);
			peer.send(message.encode()).send(message.encode());
			await().until(() -> count(meters, "vstp.duplicates.suppressed", "side", "server", "transport", "udp") == 1);
			peer.send(fragment(0));
			await().until(() -> isOne(meters, "vstp.reassemblies.active", "side", "server"));
			await().until(() -> gauge(meters, "vstp.reassembly.bytes", "side", "server") >= 600);
			assertThat(gauge(meters, "vstp.reassembly.bytes.max", "side", "server")).isGreaterThan(1_000_000);
			peer.send(fragment(1));
			await().until(() -> count(meters, "vstp.reassemblies", "side", "server", "outcome", "completed") == 1);
			assertThat(gauge(meters, "vstp.reassemblies.active", "side", "server")).isZero();
			await().until(() -> gauge(meters, "vstp.reassembly.bytes", "side", "server") == 0);
		}
		assertThat(meters.getMeters())
			.allSatisfy((meter) -> assertThat(meter.getId().getTags()).extracting((tag) -> tag.getValue())
				.noneMatch((value) -> value.contains(SECRET) || value.contains("127.0.0.1")));
	}

	private static byte[] fragment(int index) {
		return Part1Frame.data(new byte[600], "op", "take", "frag-id", "7", "frag-index", "" + index, "frag-total", "2")
			.withFlags(FrameFlags.FRAG)
			.encode();
	}

	@Test
	void shouldMeasureRoundTripsAndWindowWhenClientChooses() {
		ConfigurableApplicationContext app = app("vstp.client.destinations.peer.transport=auto",
				// A pause of this machine is no transport that is down.
				"vstp.client.destinations.peer.auto.probe-timeout=10s");
		VstpTemplate template = app.getBean(VstpTemplate.class);
		MeterRegistry meters = app.getBean(MeterRegistry.class);
		template.to("peer").header("op", "take").payload(new byte[1]).sendWithAck();
		template.to("peer").transport(Transport.UDP).header("op", "take").payload(new byte[100_000]).sendWithAck();
		for (String transport : List.of("tcp", "udp")) {
			await().until(() -> meters.find("vstp.rtt")
				.tags("side", "client", "transport", transport)
				.timers()
				.stream()
				.anyMatch((rtt) -> rtt.count() > 0));
			assertThat(gauge(meters, "vstp.client.connections", "destination", "peer", "transport", transport))
				.isEqualTo(1);
			assertThat(gauge(meters, "vstp.client.connections", "destination", "unused", "transport", transport))
				.isZero();
		}
		assertThat(meters.get("vstp.congestion.window").tag("side", "client").summary().max()).isGreaterThan(2_000);
		assertThat(gauge(meters, "vstp.reassembly.bytes.max", "side", "client")).isPositive();
		VstpDescriptor.Counters counters = counters(app, "udp");
		assertThat(counters.bytesReceived()).isGreaterThan(100_000);
		assertThat(counters.retransmissions()).isNotNull();
		assertThat(counters(app, "tcp").framesReceived()).isPositive();
		assertThat(counters(app, "tcp").retransmissions()).isNull();
	}

	private static VstpDescriptor.Counters counters(ConfigurableApplicationContext app, String transport) {
		return new VstpEndpoint(List.of(new VstpServerView("vstp", app.getBean(VstpServerLifecycle.class))),
				app.getBean(VstpSessions.class), app.getBean(VstpHandlerRegistry.class), null)
			.vstp(null)
			.sessions()
			.open()
			.stream()
			.filter((session) -> session.transport().equals(transport))
			.findFirst()
			.orElseThrow()
			.counters();
	}

	@Test
	void shouldGaugeWhatIsInFlightAndPausedWhenHandlersAreBusy() {
		ConfigurableApplicationContext app = app("vstp.server.session.max-in-flight=2", "vstp.server.max-in-flight=2",
				"vstp.server.executor.pool-size=1");
		MeterRegistry meters = app.getBean(MeterRegistry.class);
		VstpServerHealthIndicator health = app.getBean(VstpServerHealthIndicator.class);
		assertThat(health.health().getDetails()).containsEntry("saturated", List.of())
			.containsKeys("handlerPool", "reassemblies");
		List<CompletableFuture<String>> replies = IntStream.range(0, 4)
			.mapToObj(
					(i) -> app.getBean(VstpTemplate.class).to("peer").header("op", "wait").exchangeAsync(String.class))
			.toList();
		await().until(() -> isOne(meters, "vstp.sessions.paused", "side", "server", "transport", "tcp"));
		// The thread of the pool may be slower than the event loop that pauses.
		await().until(() -> gauge(meters, "executor.active", "name", "vstp-handlers") == 1);
		assertThat(gauge(meters, "vstp.in.flight.frames")).isEqualTo(2);
		assertThat(gauge(meters, "vstp.in.flight.frames.max")).isEqualTo(2);
		assertThat(gauge(meters, "vstp.in.flight.bytes")).isBetween(1.0, gauge(meters, "vstp.in.flight.bytes.max"));
		assertThat(gauge(meters, "vstp.client.calls.open", "destination", "peer")).isEqualTo(4);
		assertThat(gauge(meters, "vstp.client.calls.open.max", "destination", "peer")).isEqualTo(65_536);
		assertThat(gauge(meters, "executor.queued", "name", "vstp-handlers")).isEqualTo(1);
		Health saturated = health.health();
		assertThat(saturated.getStatus()).isEqualTo(Status.UP);
		assertThat(saturated.getDetails()).containsEntry("saturated", List.of("inFlight"));
		app.getBean(Handlers.Waiting.class).go.countDown();
		replies.forEach((reply) -> assertThat(reply).succeedsWithin(Duration.ofSeconds(10)));
		await().untilAsserted(() -> {
			assertThat(gauge(meters, "vstp.sessions.paused", "side", "server", "transport", "tcp")).isZero();
			assertThat(gauge(meters, "vstp.in.flight.frames")).isZero();
			assertThat(gauge(meters, "vstp.client.calls.open", "destination", "peer")).isZero();
		});
		assertThat(health.health().getDetails()).containsEntry("saturated", List.of());
	}

	@Test
	void shouldReadNothingWhenServerIsStopped() {
		ConfigurableApplicationContext app = app();
		MeterRegistry meters = app.getBean(MeterRegistry.class);
		assertThat(gauge(meters, "vstp.in.flight.frames")).isZero();
		assertThat(gauge(meters, "vstp.server.listening", "transport", "udp")).isEqualTo(1);
		app.getBean(VstpServerLifecycle.class).stop();
		assertThat(gauge(meters, "vstp.server.listening", "transport", "udp")).isZero();
		assertThat(gauge(meters, "vstp.in.flight.frames")).isNaN();
		assertThat(gauge(meters, "vstp.reassembly.bytes.max", "side", "server")).isNaN();
		app.getBean(VstpServerLifecycle.class).start();
		assertThat(gauge(meters, "vstp.server.listening", "transport", "udp")).isEqualTo(1);
		assertThat(gauge(meters, "vstp.in.flight.frames")).isZero();
	}

	@Test
	void shouldGaugeEventLoopsAndAllocatorOnceTheyAreUsed() {
		ConfigurableApplicationContext client = this.apps.run(Apps.Empty.class,
				List.of("vstp.client.destinations.peer.address=127.0.0.1:1"));
		MeterRegistry idle = client.getBean(MeterRegistry.class);
		assertThat(gauge(idle, "vstp.client.calls.open", "destination", "peer")).isZero();
		assertThat(gauge(idle, "vstp.sessions.pending.bytes", "side", "client", "transport", "tcp")).isZero();
		assertThat(idle.find("netty.eventexecutor.tasks.pending").gauges()).isEmpty();
		assertThat(client.getBean(VstpClients.class).usedClient("peer")).isNull();
		assertThat(client.getBeanFactory().containsSingleton("vstpEventLoops")).isFalse();
		ConfigurableApplicationContext app = app();
		app.getBean(VstpTemplate.class).to("peer").header("op", "take").payload(new byte[10]).sendWithAck();
		MeterRegistry meters = app.getBean(MeterRegistry.class);
		assertThat(meters.get("netty.eventexecutor.tasks.pending").gauges()).isNotEmpty().allSatisfy((gauge) -> {
			assertThat(gauge.getId().getTag("name")).startsWith("vstp-io");
			assertThat(gauge.value()).isNotNegative();
		});
		assertThat(meters.get("netty.allocator.memory.used").gauges()).hasSize(2)
			.anySatisfy((gauge) -> assertThat(gauge.value()).isPositive());
	}

	@Test
	void shouldSayWhyConnectionFailedWhenNobodyListens() {
		ConfigurableApplicationContext client = this.apps.run(Apps.Empty.class,
				List.of("vstp.client.destinations.peer.address=127.0.0.1:" + TestSocketUtils.findAvailableTcpPort()));
		client.getBean(VstpClients.class).client("peer").connect();
		MeterRegistry meters = client.getBean(MeterRegistry.class);
		await().until(() -> meters.find("vstp.connections.failed").counter() != null
				&& count(meters, "vstp.connections.failed", "side", "client", "reason", "unreachable") > 0);
	}

	private static double count(MeterRegistry meters, String name, String... tags) {
		return meters.find(name).tags(tags).counters().stream().mapToDouble(Counter::count).sum();
	}

	// There are none of a side and transport before anything has happened there.
	private static boolean isOne(MeterRegistry meters, String name, String... tags) {
		return meters.find(name).tags(tags).gauges().stream().mapToDouble(Gauge::value).sum() == 1;
	}

	private static double gauge(MeterRegistry meters, String name, String... tags) {
		return meters.get(name).tags(tags).gauge().value();
	}

	/**
	 * A peer on a plain datagram socket.
	 */
	private static final class Udp implements AutoCloseable {

		private final DatagramSocket socket = new DatagramSocket();

		private final InetSocketAddress server;

		private Udp(ConfigurableApplicationContext app) throws Exception {
			this.server = new InetSocketAddress("127.0.0.1", Apps.port(app, Transport.UDP));
		}

		Udp send(byte[] datagram) throws Exception {
			this.socket.send(new DatagramPacket(datagram, datagram.length, this.server));
			return this;
		}

		@Override
		public void close() {
			this.socket.close();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Handlers {

		@VstpHandler
		static class Waiting {

			private final CountDownLatch go = new CountDownLatch(1);

			@VstpHandler("op=wait")
			String waitForIt() throws InterruptedException {
				return Boolean.toString(this.go.await(10, TimeUnit.SECONDS));
			}

			@VstpHandler("op=take")
			void take(byte[] payload) {
			}

		}

	}

}
