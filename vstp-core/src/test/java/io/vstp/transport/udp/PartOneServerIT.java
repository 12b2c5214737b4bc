package io.vstp.transport.udp;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.vstp.client.ClientHandshake;
import io.vstp.client.VstpClient;
import io.vstp.client.VstpClientOptions;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameTooLargeException;
import io.vstp.frame.Headers;
import io.vstp.relay.UdpRelay;
import io.vstp.test.Endpoints;
import io.vstp.test.Part1Frame;
import io.vstp.test.Part1UdpPeer;
import io.vstp.test.Seeds;
import io.vstp.transport.UdpOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Our client at a peer that knows part 1 of the protocol only.
 */
class PartOneServerIT {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	@RegisterExtension
	final Endpoints endpoints = new Endpoints();

	private Part1UdpPeer peer;

	@BeforeEach
	void open() throws IOException {
		this.peer = Part1UdpPeer.open();
	}

	@AfterEach
	void close() {
		this.peer.close();
	}

	@ParameterizedTest
	@CsvSource({ "NEVER, 0", "NEVER, 1", "NEVER, 1150", "NEVER, 1151", "NEVER, 1200", "NEVER, 50000", "NEVER, 250000",
			"AUTO, 0", "AUTO, 1150", "AUTO, 1200", "AUTO, 50000", "AUTO, 250000" })
	void shouldArriveOnceAndWhole(ClientHandshake handshake, int length) throws Exception {
		byte[] payload = bytes(length);
		VstpClient client = patientClient(handshake);
		client.sendWithAck(Frame.data(Headers.of("chunk-id", "001"), payload), TIMEOUT).join();
		Part1Frame arrived = this.peer.take(TIMEOUT).frame();
		assertThat(arrived.payload()).isEqualTo(payload);
		assertThat(arrived.headers()).containsEntry("chunk-id", "001").containsKey("msg-id");
		if (handshake == ClientHandshake.NEVER) {
			assertThat(arrived.headers()).containsOnlyKeys("chunk-id", "msg-id");
		}
		// Whatever was sent too often would be there before this one.
		client.sendWithAck(Frame.data(Headers.EMPTY, "end"), TIMEOUT).join();
		assertThat(this.peer.messages()).hasSize(2);
		assertThat(this.peer.openSessions()).isZero();
		assertThat(this.peer.errors()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(value = ClientHandshake.class, mode = Mode.EXCLUDE, names = "REQUIRED")
	void shouldArriveOnceWhenNoAckIsWanted(ClientHandshake handshake) throws Exception {
		byte[] payload = bytes(200_000);
		patientClient(handshake).send(Frame.data(Headers.EMPTY, payload), TIMEOUT).join();
		assertThat(this.peer.take(TIMEOUT).frame().payload()).isEqualTo(payload);
		assertThat(this.peer.take(Duration.ofMillis(800))).isNull();
		assertThat(this.peer.errors()).isEmpty();
	}

	@Test
	void shouldRefuseWhatNeedsMoreThan255FragmentsBeforeAnythingIsSentWhenPartOneIsSet() throws Exception {
		VstpClient client = patientClient(ClientHandshake.NEVER);
		assertThatThrownBy(() -> client.sendWithAck(Frame.data(Headers.EMPTY, bytes(400_000)), TIMEOUT).join()).cause()
			.isInstanceOf(FrameTooLargeException.class)
			.hasMessageContaining("255");
		assertThatThrownBy(() -> client.send(Frame.data(Headers.EMPTY, bytes(400_000)), TIMEOUT).join()).cause()
			.isInstanceOf(FrameTooLargeException.class)
			.hasMessageContaining("255");
		client.sendWithAck(Frame.data(Headers.EMPTY, "end"), TIMEOUT).join();
		assertThat(this.peer.datagrams()).isEqualTo(1);
		assertThat(this.peer.errors()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "true", "false" })
	void shouldAskAndRefuseWhatNeedsMoreThan255FragmentsWhenPeerMayKnowMore(boolean acknowledged) throws Exception {
		VstpClient client = patientClient(ClientHandshake.AUTO);
		assertThatThrownBy(() -> {
			Frame frame = Frame.data(Headers.EMPTY, bytes(400_000));
			(acknowledged ? client.sendWithAck(frame, TIMEOUT) : client.send(frame, TIMEOUT)).join();
		}).cause().isInstanceOf(FrameTooLargeException.class).hasMessageContaining("255");
		assertThat(this.peer.datagrams()).isEqualTo(1);
		assertThat(this.peer.take(TIMEOUT).frame().headers()).containsOnlyKeys("msg-id", "vx");
		assertThat(this.peer.errors()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(value = ClientHandshake.class, mode = Mode.EXCLUDE, names = "REQUIRED")
	void shouldSendAgainUnderAnotherIdWhenNobodyAcknowledges(ClientHandshake handshake) throws Exception {
		this.peer.acknowledging(false);
		byte[] payload = bytes(20_000);
		VstpClient client = client(this.peer.address().getPort(), handshake,
				(options) -> options.udp(UdpOptions.builder().retryDelay(Duration.ofMillis(500)).build()));
		CompletableFuture<Void> call = client.sendWithAck(Frame.data(Headers.EMPTY, payload), TIMEOUT);
		// The first is whole: with the same id the second would be an error, or be mixed.
		Part1Frame first = this.peer.take(TIMEOUT).frame();
		this.peer.acknowledging(true);
		call.get(20, TimeUnit.SECONDS);
		Part1Frame second = this.peer.take(TIMEOUT).frame();
		assertThat(second.payload()).isEqualTo(payload).isEqualTo(first.payload());
		assertThat(second.headers()).isEqualTo(first.headers());
		assertThat(this.peer.errors()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(value = ClientHandshake.class, mode = Mode.EXCLUDE, names = "REQUIRED")
	void shouldLeaveNoErrorWhenLossy(ClientHandshake handshake) throws Exception {
		try (UdpRelay relay = UdpRelay.builder(this.peer.address())
			.seed(Seeds.next())
			.loss(0.02)
			.reordering(0.05)
			.start()) {
			// The longest has 13 fragments: each time, a quarter of such messages lose
			// one.
			VstpClient client = client(relay.address().getPort(), handshake, (options) -> options
				.udp(options.build().udp().mutate().maxRetries(12).retryDelay(Duration.ofMillis(20)).build()));
			ConcurrentLinkedQueue<CompletableFuture<Void>> calls = new ConcurrentLinkedQueue<>();
			for (int i = 0; i < 100; i++) {
				calls.add(client.sendWithAck(Frame.data(Headers.of("number", "" + i), bytes(i * 150)), TIMEOUT));
			}
			calls.forEach(CompletableFuture::join);
			assertThat(this.peer.errors()).isEmpty();
			assertThat(this.peer.messages()
				.stream()
				.map((message) -> message.frame().headers().get("number"))
				.collect(Collectors.toSet())).hasSize(100);
		}
	}

	@Test
	void shouldFailWhenPeerNeverAcknowledges() {
		this.peer.acknowledging(false);
		VstpClient client = client(ClientHandshake.AUTO);
		assertThatThrownBy(() -> client.sendWithAck(Frame.data(Headers.EMPTY, bytes(5_000)), TIMEOUT).join()).cause()
			.hasMessageContaining("4 times");
		assertThat(this.peer.messages()).hasSize(4);
		assertThat(this.peer.errors()).isEmpty();
		await().untilAsserted(() -> assertThat(client.session()).isNotNull()
			.satisfies((session) -> assertThat(session.isWritable()).isTrue()));
	}

	// A part-1 peer takes what is sent again, as it was slow, for another message.
	private VstpClient patientClient(ClientHandshake handshake) {
		return client(this.peer.address().getPort(), handshake,
				(options) -> options.udp(UdpOptions.builder().retryDelay(TIMEOUT).maxRetryDelay(TIMEOUT).build()));
	}

	private VstpClient client(ClientHandshake handshake) {
		return client(this.peer.address().getPort(), handshake, (options) -> options);
	}

	private VstpClient client(int port, ClientHandshake handshake,
			java.util.function.UnaryOperator<VstpClientOptions.Builder> more) {
		return this.endpoints.udpClient(port, (options) -> more.apply(options.handshake(handshake)));
	}

	private static byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		new Random(length).nextBytes(bytes);
		return bytes;
	}

}
