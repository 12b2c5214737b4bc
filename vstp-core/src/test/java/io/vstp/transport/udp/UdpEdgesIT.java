package io.vstp.transport.udp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.vstp.client.VstpClient;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameTooLargeException;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.relay.UdpRelay;
import io.vstp.server.VstpServer;
import io.vstp.test.Endpoints;
import io.vstp.test.Seeds;
import io.vstp.transport.EventLoops;
import io.vstp.transport.Exchange;
import io.vstp.transport.UdpOptions;
import io.vstp.transport.VstpSession;
import io.vstp.transport.VstpTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Lengths and numbers at which something changes, over UDP.
 */
@Tag("long")
class UdpEdgesIT {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	@RegisterExtension
	final Endpoints endpoints = new Endpoints();

	@ParameterizedTest
	@ValueSource(ints = { 256, 500, 1_200, 8_000, 60_000, 65_507 })
	void shouldEchoWhateverDatagramsHold(int maxDatagram) {
		UdpOptions udp = UdpOptions.builder().maxDatagram(maxDatagram).build();
		VstpServer server = this.endpoints.udpServer(Endpoints.ECHO, (options) -> options.datagrams(udp));
		VstpClient client = this.endpoints.udpClient(server.address(Transport.UDP).getPort(),
				(options) -> options.udp(udp));
		for (int length : new int[] { 1, maxDatagram - 100, maxDatagram, 2 * maxDatagram, 100_000, 2_000_000 }) {
			assertEcho(client, Headers.EMPTY, length);
		}
	}

	@Test
	void shouldEchoAroundEachBoundary() {
		VstpClient client = this.endpoints.udpClient(this.endpoints.udpServer(Endpoints.ECHO));
		// One datagram or two; two fragments or three; 255 or more; and a slab of 64 KiB.
		IntStream.concat(IntStream.rangeClosed(1_050, 1_200), IntStream.rangeClosed(2_080, 2_240))
			.forEach((length) -> assertEcho(client, Headers.EMPTY, length));
		for (int middle : new int[] { 64 * 1_060, 65_536, 255 * 1_060, 1_048_576 }) {
			for (int length = middle - 2; length <= middle + 2; length++) {
				assertEcho(client, Headers.EMPTY, length);
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "800, 300", "950, 5000", "980, 200000", "900, 0" })
	void shouldCarryHeadersThatNearlyFillDatagrams(int length, int payload) {
		AtomicInteger handled = new AtomicInteger();
		VstpClient client = this.endpoints.udpClient(this.endpoints.udpServer((exchange) -> {
			if (exchange.frame().payload().readableBytes() == payload
					&& exchange.frame().headers().byteLength() >= length) {
				handled.incrementAndGet();
			}
			exchange.complete();
		}));
		client.sendWithAck(Frame.data(headers(length), bytes(payload)), TIMEOUT).join();
		assertThat(handled).hasValue(1);
	}

	@Test
	void shouldRefuseHeadersThatLeaveNoRoom() {
		VstpClient client = this.endpoints.udpClient(this.endpoints.udpServer(Endpoints.ECHO));
		assertThatThrownBy(() -> client.sendWithAck(Frame.data(headers(1_300), bytes(10)), TIMEOUT).join()).cause()
			.isInstanceOf(FrameTooLargeException.class)
			.hasMessageContaining("1200");
		assertEcho(client, Headers.EMPTY, 10);
	}

	@Test
	void shouldServeManyClientsAtOnce() {
		// A busy machine takes longer for all of them than ends are patient.
		UdpOptions persistent = UdpOptions.builder().maxRetries(8).ackTimeout(TIMEOUT).stallTimeout(TIMEOUT).build();
		VstpServer server = this.endpoints.udpServer(Endpoints.ECHO, (options) -> options.datagrams(persistent));
		Random random = new Random(Seeds.next());
		List<CompletableFuture<Frame>> replies = new ArrayList<>();
		List<byte[]> payloads = new ArrayList<>();
		EventLoops shared = this.endpoints.closeLater(EventLoops.create(1, "clients"));
		for (int i = 0; i < 50; i++) {
			VstpClient client = this.endpoints.udpClient(server.address(Transport.UDP).getPort(),
					(options) -> options.eventLoops(shared).udp(persistent));
			for (int k = 0; k < 20; k++) {
				byte[] payload = bytes((k == 0) ? random.nextInt(10_000) : random.nextInt(1_000));
				payloads.add(payload);
				replies.add(client.exchange(Frame.data(Headers.EMPTY, payload), TIMEOUT));
			}
		}
		for (int i = 0; i < replies.size(); i++) {
			Frame reply = replies.get(i).join();
			assertThat(reply.payloadBytes()).isEqualTo(payloads.get(i));
			reply.release();
		}
		assertThat(server.sessions()).hasSize(50);
	}

	@ParameterizedTest
	@ValueSource(ints = { 100, 50_000, 500_000 })
	void shouldHandleOnceAndFailWhenHandlerNeverAnswers(int length) {
		ConcurrentLinkedQueue<Exchange> hanging = new ConcurrentLinkedQueue<>();
		VstpClient client = this.endpoints.udpClient(this.endpoints.udpServer(Endpoints.reticent(hanging::add)));
		assertThatThrownBy(() -> client.sendWithAck(Frame.data(Headers.EMPTY, bytes(length)), TIMEOUT).join()).cause()
			.isInstanceOf(VstpTimeoutException.class);
		assertThat(hanging).hasSize(1);
		hanging.forEach(Exchange::complete);
	}

	@Test
	void shouldPushLongMessagesOnceWhenDoubledAndReordered() throws Exception {
		ConcurrentLinkedQueue<byte[]> pushed = new ConcurrentLinkedQueue<>();
		VstpServer server = this.endpoints.udpServer(Endpoints.ECHO);
		try (UdpRelay relay = UdpRelay.builder(server.address(Transport.UDP))
			.seed(Seeds.next())
			.reordering(0.05)
			.duplication(0.05)
			.start()) {
			VstpClient client = this.endpoints.udpClient(relay.address().getPort(),
					(options) -> options.pushHandler((exchange) -> {
						pushed.add(exchange.frame().payloadBytes());
						exchange.complete();
					}));
			assertThat(client.connect().join().isGreeted()).isTrue();
			// Has the server know the client's address: before, it refuses what is long.
			assertEcho(client, Headers.EMPTY, 10);
			VstpSession session = server.sessions().iterator().next();
			List<byte[]> expected = new ArrayList<>();
			List<CompletableFuture<Void>> sent = new ArrayList<>();
			for (int length : new int[] { 20_000, 200_000, 1_000_000 }) {
				expected.add(bytes(length));
				sent.add(session.send(Frame.data(Headers.EMPTY, bytes(length))));
			}
			sent.forEach((each) -> assertThat(each).succeedsWithin(TIMEOUT));
			await().atMost(TIMEOUT).until(() -> pushed.size() >= expected.size());
			assertEcho(client, Headers.EMPTY, 100_000);
			assertThat(pushed).containsExactlyInAnyOrderElementsOf(expected);
		}
	}

	private static Headers headers(int length) {
		var headers = Headers.builder();
		for (int i = 0, left = length; left > 0; i++) {
			String name = "h" + i;
			int value = Math.min(200, Math.max(0, left - 2 - name.length()));
			headers.add(name, "v".repeat(value));
			left -= 2 + name.length() + value;
		}
		return headers.build();
	}

	private static void assertEcho(VstpClient client, Headers headers, int length) {
		byte[] payload = bytes(length);
		Frame reply = client.exchange(Frame.data(headers, payload), TIMEOUT).join();
		assertThat(reply.payloadBytes()).isEqualTo(payload);
		reply.release();
	}

	private static byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		new Random(length).nextBytes(bytes);
		return bytes;
	}

}
