package io.vstp.transport.udp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

import io.vstp.client.VstpClient;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.server.VstpServer;
import io.vstp.test.Endpoints;
import io.vstp.test.Part1Frame;
import io.vstp.test.Part1UdpPeer;
import io.vstp.test.Seeds;
import io.vstp.transport.FrameHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Clients that know part 1 of the protocol only, at our server.
 */
class PartOneClientIT {

	@RegisterExtension
	final Endpoints endpoints = new Endpoints();

	private final ConcurrentLinkedQueue<byte[]> handled = new ConcurrentLinkedQueue<>();

	private final FrameHandler recorder = (exchange) -> {
		this.handled.add(exchange.frame().payloadBytes());
		exchange.complete();
	};

	@ParameterizedTest
	@MethodSource("scenarios")
	void shouldDeliverOnceWithTrueLengthWhenCrateSends(String scenario) throws IOException {
		List<byte[]> datagrams = captures(scenario);
		int length = Integer.parseInt(scenario.replaceAll("[^0-9]", ""));
		boolean acknowledged = scenario.contains("with-ack");
		try (UdpProbe probe = probe(this.recorder)) {
			for (byte[] datagram : datagrams) {
				probe.send(datagram);
			}
			if (acknowledged) {
				assertThat(probe.receiveAll()).containsExactly(UdpProbe.ack(1).toString());
			}
			else {
				await().untilAsserted(() -> assertThat(this.handled).isNotEmpty());
				assertThat(probe.drain()).isEmpty();
			}
			assertThat(this.handled).hasSize(1);
			assertThat(this.handled.element()).hasSize(length).containsOnly('B');
		}
	}

	@Test
	void shouldAcknowledgeAndNotHandleAgainWhenCrateSendsAgain() throws IOException {
		List<byte[]> datagrams = captures("send-with-ack-20-bytes");
		try (UdpProbe probe = probe(this.recorder)) {
			for (int i = 0; i < 4; i++) {
				for (byte[] datagram : datagrams) {
					probe.send(datagram);
				}
				assertThat(probe.receive().toString()).isEqualTo(UdpProbe.ack(1).toString());
			}
			assertThat(probe.drain()).isEmpty();
			assertThat(this.handled).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1_085, 1_200, 1_500, 4_000, 50_000, 60_000 })
	void shouldDeliverOnceWhenCrateSendsWithAck(int length) throws Exception {
		VstpServer server = this.endpoints.udpServer(this.recorder);
		byte[] payload = bytes(length);
		try (Part1UdpPeer peer = Part1UdpPeer.open()) {
			assertThat(peer.sendWithAck(server.address(Transport.UDP), Part1Frame.data(payload, "chunk-id", "001")))
				.isTrue();
			// Let the copies that are still on their way come.
			assertThat(peer.sendWithAck(server.address(Transport.UDP), Part1Frame.data(new byte[0]))).isTrue();
			assertThat(this.handled).hasSize(2);
			assertThat(this.handled.element()).isEqualTo(payload);
			assertThat(peer.acks()).extracting(Part1Frame::toString).containsOnlyOnce(UdpProbe.ack(2).toString());
			assertThat(peer.errors()).isEmpty();
		}
	}

	@Test
	void shouldTakeRealFragmentsInAnyOrderAndTwice() throws IOException {
		byte[] payload = bytes(255 * 900 - 7);
		try (UdpProbe probe = probe(this.recorder)) {
			List<byte[]> datagrams = pieces(payload, 17, 900, "msg-id", "5");
			Collections.shuffle(datagrams, new Random(Seeds.next()));
			for (byte[] datagram : datagrams) {
				probe.send(datagram).send(datagram);
			}
			assertThat(probe.receive().toString()).isEqualTo(UdpProbe.ack(5).toString());
			await().untilAsserted(() -> assertThat(this.handled).hasSize(1));
			assertThat(probe.drain()).allMatch(UdpProbe.ack(5).toString()::equals);
			assertThat(this.handled).hasSize(1);
			assertThat(this.handled.element()).isEqualTo(payload);
		}
	}

	@Test
	void shouldHandleReadmeExampleOnceWhenOursSendsIt() {
		byte[] payload = bytes(50_000);
		VstpClient client = this.endpoints.udpClient(this.endpoints.udpServer(this.recorder));
		client.sendWithAck(Frame.data(Headers.of("sensor-id", "temp-001"), payload), Duration.ofSeconds(10)).join();
		assertThat(this.handled).hasSize(1);
		assertThat(this.handled.element()).isEqualTo(payload);
	}

	@Test
	void shouldAcknowledgeAutoProbeAndNothingElse() throws IOException {
		try (UdpProbe probe = probe(Endpoints.ECHO)) {
			probe.send(UdpProbe.frame(FrameType.PING, FrameFlags.REQ_ACK, new byte[0], "x-auto-probe", "1", "msg-id",
					"77"));
			assertThat(probe.receiveAll()).containsExactly(UdpProbe.ack(77).toString());
		}
	}

	@Test
	void shouldAcceptDatagramWithoutCrc() throws IOException {
		try (UdpProbe probe = probe(this.recorder)) {
			byte[] whole = UdpProbe.frame(FrameType.DATA, FrameFlags.REQ_ACK, bytes(100), "msg-id", "3").encode();
			probe.send(Arrays.copyOf(whole, whole.length - 4));
			assertThat(probe.receiveAll()).containsExactly(UdpProbe.ack(3).toString());
			assertThat(this.handled).hasSize(1);
		}
	}

	@Test
	void shouldReplyWithinThreeTimesTheBytes() throws IOException {
		try (UdpProbe probe = probe((exchange) -> {
			int length = Integer.parseInt(exchange.frame().payloadText().trim());
			exchange.reply(Frame.data(Headers.EMPTY, new byte[length]));
		})) {
			probe.send(request("200"));
			assertThat(probe.receive().payload()).hasSize(200);
			assertThat(probe.drain()).isEmpty();
			probe.send(request("100000"));
			assertThat(probe.drain()).isEmpty();
			assertThat(probe.receivedBytes()).isLessThanOrEqualTo(3 * probe.sentBytes());
			// What was not sent does not come in the way of what may be.
			probe.send(request("250"));
			assertThat(probe.receive().payload()).hasSize(250);
			assertThat(probe.drain()).isEmpty();
		}
	}

	private static Part1Frame request(String length) {
		return Part1Frame.data("%-100s".formatted(length).getBytes(StandardCharsets.US_ASCII));
	}

	private UdpProbe probe(FrameHandler handler) throws IOException {
		return this.endpoints.closeLater(new UdpProbe(this.endpoints.udpServer(handler).address(Transport.UDP)));
	}

	private static List<byte[]> pieces(byte[] payload, int id, int length, String... headers) {
		int total = (payload.length + length - 1) / length;
		return new ArrayList<>(
				IntStream.range(0, total)
					.mapToObj(
							(i) -> UdpProbe
								.frame(FrameType.DATA, FrameFlags.REQ_ACK | FrameFlags.FRAG,
										Arrays.copyOfRange(payload, i * length,
												Math.min(payload.length, (i + 1) * length)),
										headers)
								.withHeader("frag-id", id)
								.withHeader("frag-index", i)
								.withHeader("frag-total", total)
								.encode())
					.toList());
	}

	private static byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		new Random(Seeds.next()).nextBytes(bytes);
		return bytes;
	}

	static List<String> scenarios() throws IOException {
		return rows().stream().map((row) -> row[0]).distinct().toList();
	}

	private static List<byte[]> captures(String scenario) throws IOException {
		return rows().stream()
			.filter((row) -> row[0].equals(scenario))
			.map((row) -> HexFormat.of().parseHex(row[2]))
			.toList();
	}

	private static List<String[]> rows() throws IOException {
		try (InputStream in = PartOneClientIT.class.getResourceAsStream("/udp-captures.tsv")) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.startsWith("#"))
				.map((line) -> line.split("\t"))
				.toList();
		}
	}

}
