package io.vstp.transport.udp;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import io.vstp.client.VstpClient;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.server.VstpServer;
import io.vstp.test.Endpoints;
import io.vstp.test.RecordingObserver;
import io.vstp.transport.Exchange;
import io.vstp.transport.FrameHandler;
import io.vstp.transport.ManagedSession;
import io.vstp.transport.SessionCounters;
import io.vstp.transport.UdpListenerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What observers are told, and what sessions count, over UDP.
 */
class UdpEventsIT {

	private static final byte[] PAYLOAD = "some".getBytes(StandardCharsets.UTF_8);

	@RegisterExtension
	final Endpoints endpoints = new Endpoints();

	private final RecordingObserver observer = new RecordingObserver();

	@Test
	void shouldTellWhatIsWrongWhenDatagramIsNoFrame() throws Exception {
		try (UdpProbe probe = new UdpProbe(server(Endpoints.ECHO, 10).address(Transport.UDP))) {
			byte[] damaged = UdpProbe.frame(FrameType.DATA, 0, PAYLOAD).encode();
			damaged[damaged.length - 1] ^= 1;
			probe.send(damaged).send("GET / HTTP/1.1".getBytes(StandardCharsets.UTF_8));
			await().until(() -> this.observer.events().size() == 2);
		}
		assertThat(this.observer.events()).containsExactly("SERVER UDP decode CRC_MISMATCH",
				"SERVER UDP decode BAD_MAGIC");
	}

	@Test
	void shouldTellOfDuplicateWhenMessageComesTwice() throws Exception {
		try (UdpProbe probe = new UdpProbe(server(Exchange::complete, 10).address(Transport.UDP))) {
			byte[] message = UdpProbe.frame(FrameType.DATA, FrameFlags.REQ_ACK, PAYLOAD, "msg-id", "1").encode();
			probe.send(message).receive();
			probe.send(message).receive();
		}
		assertThat(this.observer.events()).containsExactly("SERVER UDP duplicate");
	}

	@Test
	void shouldTellOfReassembliesAndWhatTheyTake() throws Exception {
		VstpServer server = server(Exchange::complete, 10);
		try (UdpProbe probe = new UdpProbe(server.address(Transport.UDP))) {
			probe.send(fragment(0));
			await().untilAsserted(() -> {
				assertThat(server.reassemblies().active()).isEqualTo(1);
				assertThat(server.reassemblies().bytes()).isGreaterThanOrEqualTo(PAYLOAD.length);
			});
			assertThat(server.reassemblies().maxBytes()).isEqualTo(UdpListenerOptions.DEFAULTS.maxReassemblyBytes());
			probe.send(fragment(1));
			await().untilAsserted(() -> {
				assertThat(server.reassemblies().active()).isZero();
				assertThat(server.reassemblies().bytes()).isZero();
			});
		}
		await().untilAsserted(
				() -> assertThat(this.observer.events()).containsExactly("SERVER started", "SERVER COMPLETED"));
	}

	private static byte[] fragment(int index) {
		return UdpProbe
			.frame(FrameType.DATA, FrameFlags.FRAG, PAYLOAD, "frag-id", "7", "frag-index", "" + index, "frag-total",
					"2")
			.encode();
	}

	@Test
	void shouldTellWhenThereAreTooManyPeers() throws Exception {
		VstpServer server = server(Exchange::complete, 1);
		try (UdpProbe first = new UdpProbe(server.address(Transport.UDP));
				UdpProbe second = new UdpProbe(server.address(Transport.UDP))) {
			first.send(UdpProbe.frame(FrameType.DATA, 0, PAYLOAD));
			await().until(() -> server.sessions().size() == 1);
			second.send(UdpProbe.frame(FrameType.DATA, 0, PAYLOAD));
			await().until(() -> !this.observer.events().isEmpty());
		}
		assertThat(this.observer.events()).containsExactly("SERVER UDP failed TOO_MANY_SESSIONS");
	}

	@Test
	void shouldTellWhenServerIsDraining() throws Exception {
		Queue<Exchange> held = new ConcurrentLinkedQueue<>();
		VstpServer server = server(held::add, 10);
		try (UdpProbe first = new UdpProbe(server.address(Transport.UDP));
				UdpProbe second = new UdpProbe(server.address(Transport.UDP))) {
			first.send(UdpProbe.frame(FrameType.DATA, 0, PAYLOAD));
			await().until(() -> !held.isEmpty());
			var stopped = server.stop(Duration.ofSeconds(10));
			second.send(UdpProbe.frame(FrameType.DATA, 0, PAYLOAD));
			await().until(() -> !this.observer.events().isEmpty());
			held.remove().complete();
			stopped.get(10, TimeUnit.SECONDS);
		}
		assertThat(this.observer.events()).containsExactly("SERVER UDP failed DRAINING");
	}

	@Test
	void shouldCountWhatEachEndOfSessionCarries() throws Exception {
		VstpServer server = server(Endpoints.ECHO, 10);
		VstpClient client = this.endpoints.udpClient(server);
		client.exchange(Frame.data(Headers.EMPTY, new byte[100_000]), null).get(10, TimeUnit.SECONDS).release();
		SessionCounters sent = counters(client.session());
		assertThat(sent.framesSent()).isGreaterThan(80);
		assertThat(sent.bytesSent()).isGreaterThan(100_000);
		assertThat(sent.rtt()).isPositive();
		assertThat(sent.congestionWindow()).isPositive();
		await().untilAsserted(() -> {
			SessionCounters received = counters(server.sessions().iterator().next());
			assertThat(received.framesReceived()).isEqualTo(counters(client.session()).framesSent());
			assertThat(received.bytesReceived()).isEqualTo(counters(client.session()).bytesSent());
			assertThat(received.bytesSent()).isGreaterThan(100_000);
		});
		assertThat(client.reassemblies().maxBytes()).isPositive();
		assertThat(client.reassemblies().active()).isZero();
	}

	private static SessionCounters counters(Object session) {
		return ((ManagedSession) session).counters();
	}

	private VstpServer server(FrameHandler handler, int maxPeers) {
		return this.endpoints.server(handler,
				(options) -> options.tcp(false)
					.observer(this.observer)
					.udp(UdpListenerOptions.builder()
						.bindAddress(new InetSocketAddress("127.0.0.1", 0))
						.maxPeers(maxPeers)
						.build()));
	}

}
