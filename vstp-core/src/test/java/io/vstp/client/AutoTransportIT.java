package io.vstp.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.vstp.engine.select.MessageKind;
import io.vstp.engine.select.TransportState;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.relay.UdpRelay;
import io.vstp.server.VstpServer;
import io.vstp.test.Endpoints;
import io.vstp.test.Part1UdpPeer;
import io.vstp.test.RawPeer;
import io.vstp.test.Seeds;
import io.vstp.transport.UdpListenerOptions;
import io.vstp.transport.UdpOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A client that chooses between transports, while these are cut and restored.
 */
@Tag("long")
class AutoTransportIT {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Duration COOLDOWN = Duration.ofSeconds(1);

	@RegisterExtension
	final Endpoints endpoints = new Endpoints();

	private final Traffic traffic = new Traffic();

	private final SwitchLog log = new SwitchLog();

	private String name = "";

	@BeforeEach
	void name(TestInfo info) {
		this.name = info.getTestMethod().orElseThrow().getName();
	}

	@AfterEach
	void writeLog() throws Exception {
		this.log.writeTo(this.name);
	}

	private VstpServer server() {
		return this.endpoints.server(this.traffic, (options) -> options
			.udp(UdpListenerOptions.builder().bindAddress(new InetSocketAddress("127.0.0.1", 0)).build()));
	}

	private VstpClient client(int port) {
		AutoOptions auto = AutoOptions.builder()
			.probeTimeout(Duration.ofMillis(100))
			.probeInterval(Duration.ofMillis(300))
			.switchCooldown(COOLDOWN)
			.minDwellTime(Duration.ofMillis(500))
			.build();
		return this.endpoints.client(port,
				(options) -> options.transport(TransportChoice.AUTO)
					.auto(auto)
					.callTimeout(Duration.ofSeconds(20))
					.handshakeTimeout(Duration.ofMillis(500))
					.udp(UdpOptions.builder().retryDelay(Duration.ofMillis(50)).build())
					.observer(this.log));
	}

	private void awaitChoice(VstpClient client, MessageKind kind, Transport transport) {
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(client.transportStatus().choices()).containsEntry(kind, transport));
	}

	private void awaitState(VstpClient client, Transport transport, TransportState state) {
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(client.transportStatus().health().get(transport).state()).isEqualTo(state));
	}

	@Test
	void shouldLoseAndRepeatNothingWhenTransportsAreCutInTurn() throws Exception {
		try (TwoWays ways = TwoWays.to(server(), Duration.ofMillis(30))) {
			VstpClient client = client(ways.port());
			this.traffic.start(client, 8);
			awaitChoice(client, MessageKind.RELIABLE, Transport.UDP);
			awaitChoice(client, MessageKind.LONG, Transport.TCP);
			this.traffic.awaitConfirmed(100);
			this.log.note("--- UDP is cut");
			ways.udp().cut();
			awaitChoice(client, MessageKind.RELIABLE, Transport.TCP);
			this.traffic.awaitConfirmed(50);
			this.log.note("--- UDP is back");
			ways.udp().restore();
			awaitChoice(client, MessageKind.RELIABLE, Transport.UDP);
			this.traffic.awaitConfirmed(50);
			this.log.note("--- TCP is cut");
			ways.tcp().cut();
			awaitChoice(client, MessageKind.LONG, Transport.UDP);
			this.traffic.awaitConfirmed(50);
			this.log.note("--- TCP is back");
			ways.tcp().restore();
			awaitChoice(client, MessageKind.LONG, Transport.TCP);
			this.traffic.awaitConfirmed(50);
			this.traffic.stop();
			this.log.note("%d calls, failed: %s".formatted(this.traffic.confirmed(), this.traffic.failures()));
			assertThat(this.traffic.failures()).isEmpty();
			this.traffic.assertHandledOnce();
			this.log.assertCalm(COOLDOWN);
		}
	}

	@Test
	void shouldLoseAndRepeatNothingWhenBothAreCutAtOnce() throws Exception {
		try (TwoWays ways = TwoWays.to(server(), Duration.ofMillis(30))) {
			VstpClient client = client(ways.port());
			this.traffic.start(client, 8);
			awaitChoice(client, MessageKind.RELIABLE, Transport.UDP);
			this.traffic.awaitConfirmed(100);
			this.log.note("--- both are cut");
			ways.udp().cut();
			ways.tcp().cut();
			awaitState(client, Transport.TCP, TransportState.DOWN);
			awaitState(client, Transport.UDP, TransportState.DOWN);
			this.log.note("--- both are back");
			ways.tcp().restore();
			ways.udp().restore();
			awaitState(client, Transport.TCP, TransportState.UP);
			awaitState(client, Transport.UDP, TransportState.UP);
			this.traffic.awaitConfirmed(100);
			this.traffic.stop();
			// A new call fails while nothing can be reached, and says so.
			this.log.note("%d calls, failed: %d".formatted(this.traffic.confirmed(), this.traffic.failures().size()));
			assertThat(this.traffic.failures()).allMatch((failure) -> failure.contains("cannot be reached"));
			this.traffic.assertHandledOnce();
			this.log.assertCalm(COOLDOWN);
		}
	}

	@Test
	void shouldRepeatNothingWhenTransportsAreCutAtRandom() throws Exception {
		long seed = Seeds.next();
		this.log.note("Seed " + seed);
		Random random = Seeds.random(seed);
		try (TwoWays ways = TwoWays.to(server(), Duration.ofMillis(20))) {
			VstpClient client = client(ways.port());
			this.traffic.start(client, 8);
			this.traffic.awaitConfirmed(50);
			for (int i = 0; i < 12; i++) {
				int what = random.nextInt(4);
				this.log.note("--- cut: " + what);
				switch (what) {
					case 0 -> ways.udp().cut();
					case 1 -> ways.tcp().cut();
					case 2 -> ways.tcp().blackhole();
					default -> {
						ways.udp().cut();
						ways.tcp().cut();
					}
				}
				Executor later = CompletableFuture.delayedExecutor(50 + random.nextInt(800), TimeUnit.MILLISECONDS);
				CompletableFuture<Void> restored = CompletableFuture.runAsync(() -> {
					ways.udp().restore();
					ways.tcp().restore();
				}, later);
				this.traffic.awaitConfirmed(50);
				restored.join();
			}
			this.traffic.stop();
			this.log.note("%d calls, failed: %s".formatted(this.traffic.confirmed(), this.traffic.failures()));
			assertThat(this.traffic.failures()).allMatch((failure) -> failure.contains("cannot be reached"));
			this.traffic.assertHandledOnce();
			this.log.assertCalm(COOLDOWN);
		}
	}

	@Test
	void shouldAskForReplyAgainWhenItGotLostAsUdpWasCut() throws Exception {
		CompletableFuture<Void> mayReply = new CompletableFuture<>();
		AtomicInteger handled = new AtomicInteger();
		VstpServer server = this.endpoints.udpServer((exchange) -> {
			if (exchange.frame().headers().contains("slow")) {
				handled.incrementAndGet();
				mayReply.thenRun(() -> exchange.reply(Frame.data(Headers.EMPTY, "done")));
			}
			else {
				exchange.complete();
			}
		}, (options) -> options.datagrams(UdpOptions.builder().maxRetries(0).build()));
		try (UdpRelay relay = UdpRelay.builder(server.address(Transport.UDP)).start()) {
			VstpClient client = client(relay.address().getPort());
			CompletableFuture<Frame> reply = client.exchange(Frame.data(Headers.of("slow", "1"), "x"), PATIENCE);
			await().until(() -> handled.get() == 1);
			// Its ACK comes after that of the request.
			client.sendWithAck(Frame.data(Headers.EMPTY, "x"), PATIENCE).join();
			relay.cut();
			mayReply.complete(null);
			awaitState(client, Transport.UDP, TransportState.DOWN);
			relay.restore();
			Frame frame = reply.get(20, TimeUnit.SECONDS);
			assertThat(frame.payloadText()).isEqualTo("done");
			frame.release();
			assertThat(handled).hasValue(1);
		}
	}

	@Test
	void shouldFailOverWhenTcpFallsSilent() throws Exception {
		try (TwoWays ways = TwoWays.to(server(), Duration.ZERO)) {
			VstpClient client = client(ways.port());
			this.traffic.start(client, 8);
			awaitChoice(client, MessageKind.RELIABLE, Transport.TCP);
			this.traffic.awaitConfirmed(100);
			awaitState(client, Transport.UDP, TransportState.UP);
			this.log.note("--- TCP swallows everything");
			ways.tcp().blackhole();
			awaitChoice(client, MessageKind.RELIABLE, Transport.UDP);
			this.traffic.awaitConfirmed(50);
			this.log.note("--- TCP is back");
			ways.tcp().restore();
			awaitChoice(client, MessageKind.LONG, Transport.TCP);
			this.traffic.awaitConfirmed(50);
			this.traffic.stop();
			assertThat(this.traffic.failures()).isEmpty();
			this.traffic.assertHandledOnce();
			this.log.assertCalm(COOLDOWN);
		}
	}

	@Test
	void shouldStayCalmWhenUdpLosesMuch() throws Exception {
		try (TwoWays ways = TwoWays.to(server(), Duration.ZERO)) {
			ways.udp().both((leg) -> leg.loss(0.1));
			VstpClient client = client(ways.port());
			this.traffic.start(client, 8);
			awaitState(client, Transport.UDP, TransportState.UP);
			this.traffic.awaitConfirmed(500);
			this.traffic.stop();
			assertThat(this.traffic.failures()).isEmpty();
			this.traffic.assertHandledOnce();
		}
	}

	@Test
	void shouldWaitForAckOfSlowHandlerWhenUdpWouldGiveUp() throws Exception {
		AtomicInteger handled = new AtomicInteger();
		VstpServer server = this.endpoints.udpServer(Endpoints.reticent((exchange) -> {
			handled.incrementAndGet();
			CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS).execute(exchange::complete);
		}));
		VstpClient client = this.endpoints.client(server.address(Transport.UDP).getPort(),
				(options) -> options.transport(TransportChoice.AUTO)
					.udp(UdpOptions.builder().maxRetries(1).ackTimeout(Duration.ofMillis(200)).build())
					.observer(this.log));
		client.sendWithAck(Frame.data(Headers.EMPTY, "x"), PATIENCE).get(20, TimeUnit.SECONDS);
		assertThat(handled).hasValue(1);
		assertThat(client.transportStatus().health().get(Transport.UDP).state()).isEqualTo(TransportState.UP);
	}

	@Test
	void shouldUseTcpWhenServerHasNothingElse() throws Exception {
		VstpServer server = this.endpoints.server(this.traffic);
		VstpClient client = client(server.address(Transport.TCP).getPort());
		this.traffic.start(client, 4);
		this.traffic.awaitConfirmed(50);
		awaitState(client, Transport.UDP, TransportState.DOWN);
		this.traffic.stop();
		assertThat(this.traffic.failures()).isEmpty();
		assertThat(client.transportStatus().choices()).hasSize(3).doesNotContainValue(Transport.UDP);
	}

	@Test
	void shouldUseUdpWhenServerHasNothingElse() throws Exception {
		VstpServer server = this.endpoints.udpServer(this.traffic);
		VstpClient client = client(server.address(Transport.UDP).getPort());
		this.traffic.start(client, 4);
		this.traffic.awaitConfirmed(50);
		awaitState(client, Transport.TCP, TransportState.DOWN);
		this.traffic.stop();
		assertThat(this.traffic.failures()).isEmpty();
		assertThat(client.transportStatus().choices()).hasSize(3).doesNotContainValue(Transport.TCP);
	}

	@Test
	void shouldUseUdpOfPartOnePeerWhenItHasNothingElse() throws Exception {
		try (Part1UdpPeer peer = Part1UdpPeer.open()) {
			VstpClient client = client(peer.address().getPort());
			client.sendWithAck(Frame.data(Headers.of("n", "1"), "x"), PATIENCE).join();
			client.sendWithAck(Frame.data(Headers.of("n", "2"), "x"), PATIENCE).join();
			assertThat(client.transportStatus().choices()).hasSize(3).doesNotContainValue(Transport.TCP);
			// The probe has come by a port of its own, whatever else would answer it.
			assertThat(peer.messages().get(0).frame().headers()).containsEntry("x-auto-probe", "1");
			assertThat(peer.messages().get(0).source()).isNotEqualTo(peer.messages().get(1).source());
			assertThat(peer.errors()).isEmpty();
		}
	}

	@Test
	void shouldUseTcpOfPartOnePeerWhenItHasNothingElse() throws Exception {
		try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			// Not so hasty that it takes the answer to its HELLO for the reply.
			VstpClient client = this.endpoints.client(listener.getLocalPort(),
					(options) -> options.transport(TransportChoice.AUTO));
			CompletableFuture<Frame> reply = client.exchange(Frame.data(Headers.EMPTY, "ping"), PATIENCE);
			try (RawPeer peer = new RawPeer(listener.accept())) {
				assertThat(peer.receive().type()).isEqualTo(FrameType.HELLO);
				peer.send(Frame.data(Headers.EMPTY, "Invalid data"));
				Frame request = peer.receive();
				assertThat(request.type()).isEqualTo(FrameType.DATA);
				assertThat(request.headers().contains("once-id")).isFalse();
				request.release();
				peer.send(Frame.data(Headers.EMPTY, "pong"));
				Frame pong = reply.get(10, TimeUnit.SECONDS);
				assertThat(pong.payloadText()).isEqualTo("pong");
				pong.release();
				assertThat(client.transportStatus().choices()).doesNotContainValue(Transport.UDP);
			}
		}
	}

	@Test
	void shouldGoByTheOneThatTheCallNamesWhenItNamesOne() throws Exception {
		AtomicReference<Transport> carrier = new AtomicReference<>();
		VstpServer server = this.endpoints.server((exchange) -> {
			carrier.set(exchange.session().transport());
			exchange.complete();
		});
		VstpServer udp = this.endpoints.udpServer((exchange) -> {
			carrier.set(exchange.session().transport());
			exchange.complete();
		}, (options) -> options
			.bindAddress(new InetSocketAddress("127.0.0.1", server.address(Transport.TCP).getPort())));
		for (TransportChoice choice : TransportChoice.values()) {
			VstpClient client = this.endpoints.client(udp.address(Transport.UDP).getPort(),
					(options) -> options.transport(choice));
			for (Transport transport : Transport.values()) {
				client.sendWithAck(Frame.data(Headers.EMPTY, "x"), PATIENCE, transport).join();
				await().untilAsserted(() -> assertThat(carrier.get()).isEqualTo(transport));
				client.exchange(Frame.data(Headers.EMPTY, "x"), PATIENCE, transport).join().release();
				assertThat(carrier.getAndSet(null)).isEqualTo(transport);
			}
		}
	}

	@Test
	void shouldSayThatUdpCannotBeHadWhenClientSpeaksTls() {
		VstpClient client = this.endpoints.client(1, (options) -> options.tls(() -> {
			throw new IllegalStateException("Nobody connects");
		}));
		assertThat(client.sendWithAck(Frame.data(Headers.EMPTY, "x"), PATIENCE, Transport.UDP)).failsWithin(PATIENCE)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(IllegalArgumentException.class)
			.withMessageContaining("no TLS over UDP");
	}

	@Test
	void shouldSayThatNeitherIsThereWhenNothingListens() throws Exception {
		VstpServer server = this.endpoints.server(this.traffic);
		int port = server.address(Transport.TCP).getPort();
		server.close();
		VstpClient client = client(port);
		this.traffic.start(client, 1);
		await().atMost(PATIENCE).until(() -> !this.traffic.failures().isEmpty());
		this.traffic.stop();
		assertThat(this.traffic.failures().peek()).contains("cannot be reached");
		assertThat(client.connect()).failsWithin(10, TimeUnit.SECONDS);
	}

}
