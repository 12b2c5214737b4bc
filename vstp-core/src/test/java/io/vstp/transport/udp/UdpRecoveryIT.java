package io.vstp.transport.udp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.vstp.client.VstpClient;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.relay.UdpRelay;
import io.vstp.server.VstpServer;
import io.vstp.test.Endpoints;
import io.vstp.test.Seeds;
import io.vstp.transport.EventLoops;
import io.vstp.transport.Exchange;
import io.vstp.transport.UdpOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a message over UDP must survive.
 */
@Tag("long")
class UdpRecoveryIT {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	/**
	 * For a machine that takes longer for what is in the buffer than ends are patient.
	 */
	private static final UdpOptions PERSISTENT = UdpOptions.builder()
		.maxRetries(8)
		.ackTimeout(Duration.ofSeconds(30))
		.stallTimeout(Duration.ofMinutes(1))
		.build();

	private static final Pattern INDEX = Pattern.compile("frag-index(\\d+)");

	@RegisterExtension
	final Endpoints endpoints = new Endpoints();

	private final ConcurrentLinkedQueue<byte[]> handled = new ConcurrentLinkedQueue<>();

	private VstpServer recorder() {
		return this.endpoints.udpServer((exchange) -> {
			this.handled.add(exchange.frame().payloadBytes());
			exchange.complete();
		});
	}

	@Test
	void shouldSendLostFragmentAgainWhenNoAckIsWanted() throws Exception {
		try (UdpRelay relay = UdpRelay.builder(recorder().address(Transport.UDP)).start()) {
			VstpClient client = this.endpoints.udpClient(relay.address().getPort(), (options) -> {
			});
			client.sendWithAck(Frame.data(Headers.EMPTY, bytes(5_000)), TIMEOUT).join();
			AtomicInteger dropped = new AtomicInteger();
			// The last fragment, once: nothing is sent behind it that would be missed.
			relay.toServer().dropIf((datagram) -> index(datagram) == 44 && dropped.getAndIncrement() == 0);
			client.send(Frame.data(Headers.EMPTY, bytes(50_000)), TIMEOUT).join();
			await().atMost(TIMEOUT).until(() -> dropped.get() > 0);
			await().atMost(TIMEOUT).untilAsserted(() -> assertThat(this.handled).hasSize(2));
		}
	}

	@Test
	void shouldRecoverSoonWhenWayHasBecomeShorter() throws Exception {
		try (UdpRelay relay = UdpRelay.builder(recorder().address(Transport.UDP))
			.delay(Duration.ofMillis(100))
			.start()) {
			VstpClient client = this.endpoints.udpClient(relay.address().getPort(), (options) -> {
			});
			client.sendWithAck(Frame.data(Headers.EMPTY, bytes(50_000)), TIMEOUT).join();
			client.sendWithAck(Frame.data(Headers.EMPTY, bytes(50_000)), TIMEOUT).join();
			relay.toServer().delay(Duration.ZERO);
			relay.toClient().delay(Duration.ZERO);
			Set<Integer> seen = ConcurrentHashMap.newKeySet();
			relay.toServer().dropIf((datagram) -> index(datagram) >= 0 && seen.add(index(datagram)));
			CompletableFuture<Void> call = client.sendWithAck(Frame.data(Headers.EMPTY, bytes(100_000)), TIMEOUT);
			call.get(8, TimeUnit.SECONDS);
			assertThat(this.handled).hasSize(3);
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 6, 7, 8, 9, 10, 11, 12, 13 })
	void shouldArriveOnceWhenWayIsLongAndLossy(long seed) throws Exception {
		// The round trip is longer than the delay before it is all sent again.
		try (UdpRelay relay = UdpRelay.builder(recorder().address(Transport.UDP))
			.seed(seed)
			.delay(Duration.ofMillis(150))
			.loss(0.05)
			.start()) {
			VstpClient client = this.endpoints.udpClient(relay.address().getPort(), (options) -> {
			});
			client.sendWithAck(Frame.data(Headers.EMPTY, bytes(50_000)), TIMEOUT).join();
			assertThat(this.handled).hasSize(1);
			assertThat(this.handled.element()).isEqualTo(bytes(50_000));
		}
	}

	@Test
	@Timeout(value = 3, unit = TimeUnit.MINUTES)
	void shouldTakeShortMessageWhileHandlerHasLongOne() {
		ConcurrentLinkedQueue<Exchange> hanging = new ConcurrentLinkedQueue<>();
		VstpServer server = this.endpoints.udpServer((exchange) -> {
			if (exchange.frame().payload().readableBytes() > 1_000) {
				hanging.add(exchange);
			}
			else {
				exchange.complete();
			}
		});
		VstpClient client = this.endpoints.udpClient(server);
		client.exchange(Frame.data(Headers.EMPTY, bytes(20 * 1024 * 1024)), Duration.ofMinutes(2));
		await().atMost(Duration.ofMinutes(2)).until(() -> !hanging.isEmpty());
		try {
			client.sendWithAck(Frame.data(Headers.EMPTY, bytes(64)), TIMEOUT).join();
		}
		finally {
			hanging.forEach(Exchange::complete);
		}
	}

	@Test
	void shouldTakeFragmentsOfNewcomerWhoShowsThatItIsThereWhenForgedAddressesHaveAllTheirRoom() throws Exception {
		VstpServer server = this.endpoints.udpServer((exchange) -> {
			this.handled.add(exchange.frame().payloadBytes());
			exchange.complete();
		}, (options) -> options.maxUnvalidatedBytes(20 * 3_000 + 100));
		// Each takes 1,000 bytes, and 8 for each fragment that it announces.
		for (int i = 0; i < 20; i++) {
			UdpProbe probe = this.endpoints.closeLater(new UdpProbe(server.address(Transport.UDP)));
			probe.send(UdpProbe.frame(FrameType.DATA, FrameFlags.FRAG, bytes(1_000), "frag-id", "7", "frag-index", "0",
					"frag-total", "250"));
		}
		await().until(() -> server.sessions().size() == 20);
		VstpClient client = this.endpoints.udpClient(server);
		client.sendWithAck(Frame.data(Headers.EMPTY, bytes(100_000)), TIMEOUT).join();
		assertThat(this.handled).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void shouldHandleBothFragmentedMessagesWhenAnotherClientBeginsAtSameAddress(boolean extended) throws Exception {
		VstpServer server = recorder();
		try (UdpProbe probe = new UdpProbe(server.address(Transport.UDP))) {
			for (byte[] payload : List.of(bytes(1_001), bytes(1_002))) {
				for (int i = 0; i < 2; i++) {
					var fragment = UdpProbe
						.frame(FrameType.DATA, FrameFlags.FRAG | FrameFlags.REQ_ACK, payload, "msg-id", "1")
						.withHeader("frag-id", 0)
						.withHeader("frag-index", i)
						.withHeader("frag-total", 2);
					probe.send(extended ? fragment.withHeader("vx", 1) : fragment);
				}
				assertThat(probe.receiveAll()).isNotEmpty();
			}
			await().untilAsserted(() -> assertThat(this.handled).extracting((payload) -> payload.length)
				.containsExactly(2_002, 2_004));
		}
	}

	@Test
	@Timeout(value = 4, unit = TimeUnit.MINUTES)
	void shouldServeManyClientsSoonWhenTheyOverrunTheServersBuffer() {
		VstpServer server = this.endpoints.udpServer(Endpoints.ECHO, (options) -> options.datagrams(PERSISTENT));
		EventLoops shared = this.endpoints.closeLater(EventLoops.create(1, "clients"));
		long seed = Seeds.next();
		// How long this machine takes for it when nobody comes in another's way.
		long start = System.nanoTime();
		Random random = Seeds.random(seed);
		for (int i = 0; i < 50; i++) {
			releaseAll(requests(server, shared, random));
		}
		Duration alone = Duration.ofNanos(System.nanoTime() - start);
		start = System.nanoTime();
		random = Seeds.random(seed);
		List<CompletableFuture<Frame>> replies = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			replies.addAll(requests(server, shared, random));
		}
		releaseAll(replies);
		Duration together = Duration.ofNanos(System.nanoTime() - start);
		System.out.println("50 clients: alone " + alone.toMillis() + " ms, together " + together.toMillis() + " ms");
		assertThat(together).isLessThan(Duration.ofSeconds(5).plus(alone.multipliedBy(2)));
	}

	private List<CompletableFuture<Frame>> requests(VstpServer server, EventLoops shared, Random random) {
		VstpClient client = this.endpoints.udpClient(server.address(Transport.UDP).getPort(),
				(options) -> options.eventLoops(shared).udp(PERSISTENT));
		List<CompletableFuture<Frame>> replies = new ArrayList<>();
		for (int k = 0; k < 20; k++) {
			byte[] payload = bytes((k % 4 == 0) ? random.nextInt(60_000) : random.nextInt(1_000));
			replies.add(client.exchange(Frame.data(Headers.EMPTY, payload), Duration.ofMinutes(2)));
		}
		return replies;
	}

	private static void releaseAll(List<CompletableFuture<Frame>> replies) {
		replies.forEach((reply) -> reply.join().release());
	}

	private static int index(ByteBuffer datagram) {
		Matcher matcher = INDEX.matcher(StandardCharsets.ISO_8859_1.decode(datagram));
		return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
	}

	private static byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		new Random(length).nextBytes(bytes);
		return bytes;
	}

}
