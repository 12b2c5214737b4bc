package io.vstp.transport.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.vstp.client.VstpClient;
import io.vstp.client.VstpClientOptions;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.frame.VstpException;
import io.vstp.relay.UdpRelay;
import io.vstp.server.VstpServer;
import io.vstp.test.Endpoints;
import io.vstp.test.Seeds;
import io.vstp.transport.Exchange;
import io.vstp.transport.FrameHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * One end, or the way between both, goes away while work is under way over UDP.
 */
class UdpRestartIT {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	@RegisterExtension
	final Endpoints endpoints = new Endpoints();

	@Test
	void shouldHandleBothWhenAnotherClientBeginsAtSameAddress() throws IOException {
		ConcurrentLinkedQueue<String> handled = new ConcurrentLinkedQueue<>();
		VstpServer server = this.endpoints.udpServer((exchange) -> {
			handled.add(exchange.frame().payloadText());
			exchange.complete();
		});
		try (UdpProbe probe = new UdpProbe(server.address(Transport.UDP))) {
			for (String payload : List.of("before", "after")) {
				probe.send(UdpProbe.frame(FrameType.DATA, FrameFlags.REQ_ACK, payload.getBytes(), "msg-id", "1"));
				assertThat(probe.receive().toString()).isEqualTo(UdpProbe.ack(1).toString());
			}
			assertThat(handled).containsExactly("before", "after");
		}
	}

	@Test
	void shouldFailLongMessageAndGoOnWhenServerStartsAnew() throws Exception {
		VstpServer server = this.endpoints.udpServer(Endpoints.ECHO);
		InetSocketAddress address = server.address(Transport.UDP);
		VstpClient client = this.endpoints.udpClient(address.getPort(), UdpRestartIT::impatient);
		CompletableFuture<Frame> call = client.exchange(Frame.data(Headers.EMPTY, new byte[50 * 1024 * 1024]), TIMEOUT);
		await().until(() -> server.sessions().stream().anyMatch((session) -> isReceiving((UdpSession) session)));
		server.close();
		startAnew(Endpoints.ECHO, address);
		assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
			.cause()
			.isInstanceOf(VstpException.class);
		assertEcho(client, 300_000);
	}

	private void startAnew(FrameHandler handler, InetSocketAddress address) {
		this.endpoints.udpServer(handler, (options) -> options.bindAddress(address));
	}

	private static boolean isReceiving(UdpSession session) {
		return session.receiver().reassemblies() > 0;
	}

	@Test
	void shouldEndEachCallAndHandleNothingTwiceWhenServerStartsAnew() throws Exception {
		Map<String, AtomicInteger> before = new ConcurrentHashMap<>();
		Map<String, AtomicInteger> after = new ConcurrentHashMap<>();
		VstpServer server = this.endpoints.udpServer(counting(before));
		InetSocketAddress address = server.address(Transport.UDP);
		VstpClient client = this.endpoints.udpClient(address.getPort(), UdpRestartIT::impatient);
		Random random = new Random(Seeds.next());
		List<CompletableFuture<Void>> calls = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			Headers headers = Headers.of("number", Integer.toString(i));
			calls.add(client.sendWithAck(Frame.data(headers, new byte[random.nextInt(10_000)]), TIMEOUT));
		}
		await().until(() -> before.size() > 50);
		server.close();
		startAnew(counting(after), address);
		int failed = 0;
		for (int i = 0; i < calls.size(); i++) {
			try {
				calls.get(i).get(30, TimeUnit.SECONDS);
				String number = Integer.toString(i);
				assertThat(before.containsKey(number) || after.containsKey(number)).isTrue();
			}
			catch (ExecutionException ex) {
				assertThat(ex).cause().isInstanceOf(VstpException.class);
				failed++;
			}
		}
		System.out.printf("%d handled before, %d after, %d failed%n", before.size(), after.size(), failed);
		assertThat(before.values()).allSatisfy((count) -> assertThat(count).hasValue(1));
		assertThat(after.values()).allSatisfy((count) -> assertThat(count).hasValue(1));
		assertEcho(client, 5_000);
	}

	// A server that is killed has acknowledged what waits for its turn, unless the
	// handler
	// does it.
	private static FrameHandler counting(Map<String, AtomicInteger> handled) {
		return Endpoints.reticent((exchange) -> {
			String number = exchange.frame().header("number");
			if (number == null) {
				Endpoints.ECHO.handle(exchange);
				return;
			}
			handled.computeIfAbsent(number, (key) -> new AtomicInteger()).incrementAndGet();
			exchange.complete();
		});
	}

	@Test
	@Timeout(value = 3, unit = TimeUnit.MINUTES)
	void shouldCompleteWhenWayIsCutForSomeTime() throws Exception {
		VstpServer server = this.endpoints.udpServer(Endpoints.ECHO);
		try (UdpRelay relay = UdpRelay.builder(server.address(Transport.UDP)).start()) {
			VstpClient client = this.endpoints.udpClient(relay.address().getPort(), (options) -> {
			});
			assertEcho(client, 10);
			byte[] payload = bytes(20 * 1024 * 1024);
			CompletableFuture<Frame> call = client.exchange(Frame.data(Headers.EMPTY, payload), Duration.ofMinutes(2));
			await().until(() -> relay.toServer().forwardedBytes() > 2_000_000);
			relay.cut();
			// As long as the cut lasts, nothing shows that it is time to restore.
			CompletableFuture.runAsync(relay::restore, CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS));
			Frame reply = call.get(2, TimeUnit.MINUTES);
			assertThat(reply.payloadBytes()).isEqualTo(payload);
			reply.release();
		}
	}

	@Test
	void shouldFailAllCallsWhenClientIsClosed() throws Exception {
		ConcurrentLinkedQueue<Exchange> hanging = new ConcurrentLinkedQueue<>();
		VstpServer server = this.endpoints.udpServer(Endpoints.reticent(hanging::add));
		VstpClient client = this.endpoints.udpClient(server);
		List<CompletableFuture<?>> calls = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			calls.add(client.exchange(Frame.data(Headers.EMPTY, new byte[i * 20_000]), TIMEOUT));
			calls.add(client.sendWithAck(Frame.data(Headers.EMPTY, new byte[i * 100]), TIMEOUT));
		}
		await().until(() -> !server.sessions().isEmpty());
		client.close();
		for (CompletableFuture<?> call : calls) {
			assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS)).cause().isInstanceOf(VstpException.class);
		}
		server.close();
		hanging.forEach(Exchange::complete);
	}

	@Test
	void shouldServeSilentPeerAgainWhenItWasForgotten() {
		// Not so short that a busy machine has a peer forgotten in the middle of a
		// message.
		VstpServer server = this.endpoints.udpServer(Endpoints.ECHO,
				(options) -> options.idleTimeout(Duration.ofMillis(1_500)));
		VstpClient client = this.endpoints.udpClient(server);
		for (int i = 0; i < 3; i++) {
			assertEcho(client, 100);
			assertEcho(client, 700_000);
			await().until(() -> server.sessions().isEmpty());
		}
	}

	// Yet patient enough for the server that it talks to in the end.
	private static void impatient(VstpClientOptions.Builder options) {
		options.udp(options.build().udp().mutate().stallTimeout(Duration.ofSeconds(4)).build());
	}

	private static void assertEcho(VstpClient client, int length) {
		byte[] payload = bytes(length);
		Frame reply = client.exchange(Frame.data(Headers.EMPTY, payload), TIMEOUT).join();
		assertThat(reply.payloadBytes()).isEqualTo(payload);
		reply.release();
	}

	private static byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		new Random(length).nextBytes(bytes);
		return bytes;
	}

}
