package io.vstp.transport.udp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

import io.vstp.client.VstpClient;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.server.VstpServer;
import io.vstp.test.Endpoints;
import io.vstp.test.Seeds;
import io.vstp.transport.Exchange;
import io.vstp.transport.FrameHandler;
import io.vstp.transport.VstpErrorException;
import io.vstp.transport.VstpSession;
import io.vstp.transport.VstpTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Our client and our server over UDP, with nothing lost.
 */
class UdpClientServerIT {

	private static final Duration LONG = Duration.ofSeconds(30);

	@RegisterExtension
	final Endpoints endpoints = new Endpoints();

	private final ConcurrentLinkedQueue<String> handled = new ConcurrentLinkedQueue<>();

	private final FrameHandler recorder = (exchange) -> {
		this.handled.add(exchange.frame().payloadText());
		assertThat(exchange.session().transport()).isEqualTo(Transport.UDP);
		exchange.complete();
	};

	@Test
	void shouldHandleFrameOnceWhenAcknowledged() {
		VstpClient client = this.endpoints.udpClient(this.endpoints.udpServer(this.recorder));
		client.sendWithAck(Frame.data(Headers.of("sensor-id", "temp-001"), "21.5"), null).join();
		assertThat(this.handled).containsExactly("21.5");
	}

	@Test
	void shouldDeliverWhenNotAcknowledged() {
		VstpClient client = this.endpoints.udpClient(this.endpoints.udpServer(this.recorder));
		client.send(Frame.data(Headers.of("tick", "1"), "north"), null).join();
		await().atMost(LONG).until(() -> this.handled.contains("north"));
	}

	@Test
	void shouldAnswerRequest() {
		VstpClient client = this.endpoints.udpClient(this.endpoints.udpServer(Endpoints.ECHO));
		Frame reply = client.exchange(Frame.data(Headers.of("op", "echo"), "hello"), null).join();
		assertThat(reply.payloadText()).isEqualTo("hello");
		assertThat(reply.header("op")).isEqualTo("echo");
		reply.release();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 1_100, 1_185, 1_200, 5_000, 50_000, 300_000, 2_000_000 })
	void shouldEchoMessageOfAnyLength(int length) {
		byte[] payload = bytes(length);
		VstpClient client = this.endpoints.udpClient(this.endpoints.udpServer(Endpoints.ECHO));
		Frame reply = client.exchange(Frame.data(Headers.of("op", "echo"), payload), LONG).join();
		assertThat(reply.payloadBytes()).isEqualTo(payload);
		reply.release();
	}

	@Test
	void shouldGiveEachItsAnswerWhenManyAreUnderWay() {
		VstpClient client = this.endpoints.udpClient(this.endpoints.udpServer(Endpoints.ECHO));
		List<CompletableFuture<Frame>> replies = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			replies.add(client.exchange(Frame.data(Headers.EMPTY, "request " + i), LONG));
		}
		for (int i = 0; i < 1_000; i++) {
			Frame reply = replies.get(i).join();
			assertThat(reply.payloadText()).isEqualTo("request " + i);
			reply.release();
		}
	}

	@Test
	void shouldSayWhatWentWrongWhenHandlerFails() {
		VstpClient client = this.endpoints.udpClient(this.endpoints.udpServer((exchange) -> {
			throw new IllegalStateException("no sensor");
		}));
		assertThatThrownBy(() -> client.exchange(Frame.data(Headers.EMPTY, "x"), null).join())
			.isInstanceOf(CompletionException.class)
			.cause()
			.isInstanceOfSatisfying(VstpErrorException.class, (ex) -> {
				assertThat(ex.code()).isEqualTo(ErrorCode.HANDLER_FAILED);
				assertThat(ex.correlationId()).isNotNull();
			})
			.hasMessageContaining("no sensor");
	}

	@Test
	void shouldSayThatNobodyAcknowledgesWhenNobodyIsThere() {
		VstpServer server = this.endpoints.udpServer(this.recorder);
		int port = server.address(Transport.UDP).getPort();
		server.close();
		VstpClient client = this.endpoints.udpClient(port,
				(options) -> options.udp(options.build()
					.udp()
					.mutate()
					.retryDelay(Duration.ofMillis(10))
					.ackTimeout(Duration.ofMillis(50))
					.build()));
		assertThatThrownBy(() -> client.sendWithAck(Frame.data(Headers.EMPTY, "x"), null).join()).cause()
			.isInstanceOf(VstpTimeoutException.class)
			.hasMessageContaining("4");
	}

	@Test
	void shouldPushToGreetedClient() {
		ConcurrentLinkedQueue<String> pushed = new ConcurrentLinkedQueue<>();
		VstpServer server = this.endpoints.udpServer(this.recorder);
		VstpClient client = this.endpoints.udpClient(server.address(Transport.UDP).getPort(),
				(options) -> options.pushHandler((exchange) -> {
					pushed.add(exchange.frame().payloadText());
					exchange.complete();
				}));
		assertThat(client.connect().join().isGreeted()).isTrue();
		VstpSession session = server.sessions().iterator().next();
		session.send(Frame.data(Headers.EMPTY, "moved")).join();
		await().atMost(LONG).until(() -> pushed.contains("moved"));
		String large = "x".repeat(100_000);
		session.send(Frame.data(Headers.EMPTY, large));
		await().atMost(LONG).until(() -> pushed.contains(large));
	}

	@Test
	void shouldAnswerAllInFlightAndSayByeWhenServerStops() throws Exception {
		ConcurrentLinkedQueue<Exchange> inFlight = new ConcurrentLinkedQueue<>();
		VstpServer server = this.endpoints.udpServer((exchange) -> {
			exchange.acknowledge();
			inFlight.add(exchange);
		});
		VstpClient client = this.endpoints.udpClient(server);
		List<CompletableFuture<Frame>> replies = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			replies.add(client.exchange(Frame.data(Headers.EMPTY, "request " + i), LONG));
		}
		await().atMost(LONG).until(() -> inFlight.size() == 200);
		CompletableFuture<Void> stopped = server.stop(LONG);
		assertThat(stopped).isNotDone();
		inFlight.forEach((exchange) -> exchange.reply(Frame.data(Headers.EMPTY, exchange.frame().payload().retain())));
		for (int i = 0; i < 200; i++) {
			Frame reply = replies.get(i).get(LONG.toSeconds(), TimeUnit.SECONDS);
			assertThat(reply.payloadText()).isEqualTo("request " + i);
			reply.release();
		}
		assertThat(stopped).succeedsWithin(LONG);
	}

	@Test
	@Timeout(value = 6, unit = TimeUnit.MINUTES)
	void shouldCarryHundredMegabytes() {
		byte[] payload = bytes(100 * 1024 * 1024);
		VstpClient client = this.endpoints.udpClient(this.endpoints.udpServer((exchange) -> {
			CRC32 crc = new CRC32();
			for (var part : exchange.frame().payload().nioBuffers()) {
				crc.update(part);
			}
			exchange.reply(Frame.data(Headers.EMPTY, Long.toHexString(crc.getValue())));
		}));
		long start = System.nanoTime();
		Frame reply = client.exchange(Frame.data(Headers.of("file-id", "f1"), payload), Duration.ofMinutes(5)).join();
		System.out.println("100 MB over UDP in " + (System.nanoTime() - start) / 1_000_000 + " ms");
		CRC32 crc = new CRC32();
		crc.update(payload);
		assertThat(reply.payloadText()).isEqualTo(Long.toHexString(crc.getValue()));
		reply.release();
	}

	private static byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		new Random(Seeds.next()).nextBytes(bytes);
		return bytes;
	}

}
