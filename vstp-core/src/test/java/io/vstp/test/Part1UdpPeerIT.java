package io.vstp.test;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.relay.UdpRelay;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Two part-1 peers with each other, and one with what it must not accept.
 */
@Tag("long")
class Part1UdpPeerIT {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Part1Frame frame = Part1Frame.data("hello".getBytes(StandardCharsets.UTF_8), "k", "v");

	private Part1UdpPeer receiver;

	private Part1UdpPeer sender;

	@BeforeEach
	void open() throws IOException {
		this.receiver = Part1UdpPeer.open();
		this.sender = Part1UdpPeer.open();
	}

	@AfterEach
	void close() {
		this.receiver.close();
		this.sender.close();
	}

	@Test
	void shouldReceiveWhatIsSent() throws Exception {
		this.sender.send(this.receiver.address(), this.frame);
		Part1UdpPeer.Message message = this.receiver.take(PATIENCE);
		assertThat(message.source()).isEqualTo(this.sender.address());
		assertThat(message.frame()).usingRecursiveComparison().isEqualTo(this.frame);
		assertThat(this.receiver.messages()).containsExactly(message);
		assertThat(this.receiver.errors()).isEmpty();
		assertThat(this.sender.datagrams()).isZero();
	}

	@Test
	void shouldCountFromOneWhenAcknowledged() throws Exception {
		for (int i = 1; i <= 3; i++) {
			assertThat(this.sender.sendWithAck(this.receiver.address(), this.frame)).isTrue();
			Part1Frame received = this.receiver.take(PATIENCE).frame();
			assertThat(received.headers()).containsEntry("msg-id", String.valueOf(i)).hasSize(2);
			assertThat(received.has(FrameFlags.REQ_ACK)).isTrue();
		}
		assertThat(this.sender.acks()).hasToString(
				"[ACK flags=- headers={msg-id=1} payload=0 bytes, ACK flags=- headers={msg-id=2} payload=0 bytes, "
						+ "ACK flags=- headers={msg-id=3} payload=0 bytes]");
		assertThat(this.sender.messages()).isEmpty();
		assertThat(this.sender.errors()).isEmpty();
	}

	@Test
	void shouldSendAgainByteForByteWhenAckIsLost() throws Exception {
		try (UdpRelay relay = UdpRelay.builder(this.receiver.address()).start()) {
			relay.toClient().dropNext(1);
			assertThat(this.sender.sendWithAck(relay.address(), this.frame)).isTrue();
			assertThat(this.receiver.messages()).hasSize(2);
			assertThat(this.receiver.messages().get(1)).usingRecursiveComparison()
				.isEqualTo(this.receiver.messages().get(0));
		}
	}

	@Test
	void shouldGiveUpAfterFourTransmissionsWhenNobodyAcknowledges() throws Exception {
		this.receiver.acknowledging(false);
		assertThat(this.sender.sendWithAck(this.receiver.address(), this.frame)).isFalse();
		assertThat(this.receiver.messages()).hasSize(1 + Part1UdpPeer.RETRIES);
		assertThat(this.sender.datagrams()).isZero();
	}

	@Test
	void shouldAcknowledgeOnceWhenFragmentsAreWhole() throws Exception {
		byte[] payload = bytes(10_000);
		Part1Frame sent = this.frame.withPayload(payload).withFlags(FrameFlags.REQ_ACK).withHeader("msg-id", "7");
		this.sender.sendInFragments(this.receiver.address(), sent, 1_000);
		Part1Frame received = this.receiver.take(PATIENCE).frame();
		assertThat(received).usingRecursiveComparison().isEqualTo(sent);
		await().untilAsserted(() -> assertThat(this.sender.acks()).hasSize(1));
		assertThat(this.receiver.datagrams()).isEqualTo(10);
		assertThat(this.receiver.openSessions()).isZero();
		assertThat(this.receiver.errors()).isEmpty();
	}

	@Test
	void shouldJoinInOrderOfIndexWhenFragmentsComeAtRandom() throws Exception {
		byte[] payload = bytes(255 * 100);
		List<byte[]> fragments = new Part1Fragmenter().inPieces(this.frame.withPayload(payload), 100);
		Collections.shuffle(fragments, new Random(Seeds.next()));
		for (byte[] fragment : fragments) {
			this.sender.send(this.receiver.address(), fragment);
		}
		assertThat(this.receiver.take(PATIENCE).frame().payload()).isEqualTo(payload);
		assertThat(this.receiver.errors()).isEmpty();
	}

	@Test
	void shouldKeepSourcesApartWhenFragIdIsSame() throws Exception {
		List<byte[]> fragments = new Part1Fragmenter().inPieces(this.frame, 3);
		try (Part1UdpPeer other = Part1UdpPeer.open()) {
			this.sender.send(this.receiver.address(), fragments.get(0));
			other.send(this.receiver.address(), fragments.get(1));
			other.send(this.receiver.address(), fragments.get(0));
			assertThat(this.receiver.take(PATIENCE).source()).isEqualTo(other.address());
			assertThat(this.receiver.openSessions()).isEqualTo(1);
			assertThat(this.receiver.errors()).isEmpty();
		}
	}

	@Test
	void shouldNoteErrorWhenFragmentComesTwice() throws Exception {
		byte[] fragment = new Part1Fragmenter().inPieces(this.frame, 3).get(0);
		this.sender.send(this.receiver.address(), fragment);
		this.sender.send(this.receiver.address(), fragment);
		error("index 0 twice");
	}

	@ParameterizedTest
	@CsvSource({ "256, 0, 2, frag-id=256", "0, 0, 256, frag-total=256", "-1, 0, 2, frag-id=-1", "1, 2, 2, index 2 of 2",
			"x, 0, 1, frag-id=x", "01, 0, 1, frag-id=01", "1, 0, 0, index 0 of 0", "1, , 2, frag-index=null" })
	void shouldNoteErrorWhenNumberDoesNotFit(String id, String index, String total, String problem) throws Exception {
		Part1Frame fragment = this.frame.withFlags(FrameFlags.FRAG)
			.withHeader(HeaderNames.FRAG_ID, id)
			.withHeader(HeaderNames.FRAG_TOTAL, total);
		this.sender.send(this.receiver.address(),
				((index != null) ? fragment.withHeader(HeaderNames.FRAG_INDEX, index) : fragment).encode());
		error(problem);
	}

	@Test
	void shouldNoteErrorWhenFragmentsDisagree() throws Exception {
		List<byte[]> fragments = new Part1Fragmenter().inPieces(this.frame, 3);
		this.sender.send(this.receiver.address(), fragments.get(0));
		this.sender.send(this.receiver.address(),
				new Part1Fragmenter().inPieces(this.frame.withHeader("more", "x"), 3).get(1));
		error("more=x");
		this.sender.send(this.receiver.address(), new Part1Fragmenter().inPieces(this.frame, 2).get(1));
		error("total 2, then 3");
	}

	@Test
	void shouldNoteErrorWhenFlagAndHeadersDisagree() throws Exception {
		this.sender.send(this.receiver.address(), this.frame.withFlags(FrameFlags.FRAG));
		error("disagree");
		this.sender.send(this.receiver.address(), this.frame.withHeader(HeaderNames.FRAG_ID, "1"));
		await().until(() -> this.receiver.errors().size() == 2);
	}

	@Test
	void shouldNoteErrorWhenTrailerIsMissingOrDatagramIsTooLong() throws Exception {
		byte[] bytes = this.frame.encode();
		this.sender.send(this.receiver.address(), Arrays.copyOf(bytes, bytes.length - 4));
		error("in a datagram of 20");
		byte[] longest = this.frame.withPayload(new byte[2_400 - 19]).encode();
		assertThat(longest).hasSize(2_400);
		this.sender.send(this.receiver.address(), longest);
		assertThat(this.receiver.take(PATIENCE).frame().payload()).hasSize(2_381);
		this.sender.send(this.receiver.address(), this.frame.withPayload(new byte[2_400 - 18]).encode());
		await().until(() -> this.receiver.errors().size() == 2);
		assertThat(this.receiver.messages()).hasSize(1);
	}

	@Test
	void shouldNoteErrorWhenAckIsNotAsPartOneKnowsIt() throws Exception {
		Part1Frame ack = this.frame.withType(FrameType.ACK).withPayload(new byte[0]);
		this.sender.send(this.receiver.address(), ack);
		error("more or less than msg-id");
		this.sender.send(this.receiver.address(), ack.withHeader("msg-id", "1"));
		await().until(() -> this.receiver.errors().size() == 2);
		this.sender.send(this.receiver.address(), this.frame.withFlags(FrameFlags.REQ_ACK));
		await().until(() -> this.receiver.errors().size() == 3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "send-100-bytes", "send-1103-bytes", "send-1104-bytes", "send-1500-bytes",
			"send-2300-bytes", "send-4000-bytes", "send-with-ack-20-bytes" })
	void shouldSendSameBytesAsCrate(String scenario) throws Exception {
		List<byte[]> expected = captures(scenario);
		byte[] payload = new byte[Integer.parseInt(scenario.replaceAll("[^0-9]", ""))];
		Arrays.fill(payload, (byte) 'B');
		Part1Frame sent = Part1Frame.data(payload, "file-name", "massive-dataset.bin", "chunk-id", "001");
		try (DatagramSocket crate = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
			crate.setSoTimeout(10_000);
			if (scenario.contains("ack")) {
				Thread thread = new Thread(() -> sendWithAck(crate, sent));
				thread.start();
				thread.join(100);
			}
			else {
				this.sender.send(crate.getLocalSocketAddress(), sent);
			}
			for (byte[] datagram : expected) {
				DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
				crate.receive(packet);
				assertThat(Arrays.copyOf(packet.getData(), packet.getLength())).isEqualTo(datagram);
			}
		}
	}

	@Test
	void shouldRefuseWhenFragmentsAreMoreThanPartOneCounts() {
		assertThatIllegalArgumentException()
			.isThrownBy(
					() -> this.sender.sendInFragments(this.receiver.address(), this.frame.withPayload(bytes(256)), 1))
			.withMessageContaining("256");
	}

	private void error(String problem) {
		await().untilAsserted(() -> assertThat(this.receiver.errors()).last().asString().contains(problem));
		assertThat(this.receiver.messages()).isEmpty();
	}

	private void sendWithAck(DatagramSocket to, Part1Frame sent) {
		try {
			this.sender.sendWithAck(to.getLocalSocketAddress(), sent);
		}
		catch (IOException | InterruptedException ex) {
			// The test has seen enough.
		}
	}

	private static byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		new Random(length).nextBytes(bytes);
		return bytes;
	}

	private static List<byte[]> captures(String scenario) throws IOException {
		try (InputStream in = Part1UdpPeerIT.class.getResourceAsStream("/udp-captures.tsv")) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
				.map((line) -> line.split("\t"))
				.filter((row) -> row[0].equals(scenario))
				.map((row) -> HexFormat.of().parseHex(row[2]))
				.toList();
		}
	}

}
