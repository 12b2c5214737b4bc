package io.vstp.transport.compress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.vstp.client.ClientHandshake;
import io.vstp.client.VstpClient;
import io.vstp.client.VstpClientOptions;
import io.vstp.codec.compress.CompressionAlgorithm;
import io.vstp.codec.compress.Payloads;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameLimits;
import io.vstp.frame.FrameTooLargeException;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.relay.UdpRelay;
import io.vstp.server.VstpServer;
import io.vstp.test.Endpoints;
import io.vstp.test.Seeds;
import io.vstp.transport.CompressionOptions;
import io.vstp.transport.FrameHandler;
import io.vstp.transport.SessionOptions;
import io.vstp.transport.UdpListenerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Compression between a server and a client of this project.
 */
class CompressionIT {

	private static final int MAX_FRAME = FrameLimits.DEFAULT_MAX_FRAME_LENGTH;

	private final ExecutorService handlers = Executors.newFixedThreadPool(4);

	private final WireBytes serverBytes = new WireBytes();

	@RegisterExtension
	private final Endpoints endpoints = new Endpoints();

	@AfterEach
	void stopHandlers() {
		this.handlers.shutdown();
	}

	@ParameterizedTest
	@CsvSource({ "TCP, GZIP", "TCP, ZSTD", "UDP, GZIP", "UDP, ZSTD" })
	void shouldCompressBothWaysWhenBothAreAbleTo(Transport transport, CompressionAlgorithm algorithm) throws Exception {
		CompressionOptions options = CompressionOptions.builder(List.of(algorithm)).build();
		List<String> seen = new ArrayList<>();
		VstpServer server = server(options, (exchange) -> {
			seen.add(exchange.frame().headers() + " " + exchange.frame().has(FrameFlags.COMP));
			Endpoints.ECHO.handle(exchange);
		});
		VstpClient client = client(server, transport, options);
		byte[] json = Payloads.json(100_000);
		Frame reply = exchange(client, json);
		assertThat(reply.payloadBytes()).isEqualTo(json);
		assertThat(reply.has(FrameFlags.COMP)).isFalse();
		assertThat(reply.header("compression")).isNull();
		assertThat(seen).hasSize(2).last().asString().contains("application/json").endsWith("false");
		assertThat(seen.get(1)).doesNotContain("compression");
		assertThat(this.serverBytes.received.get()).isLessThan(30_000);
		assertThat(this.serverBytes.sent.get()).isLessThan(30_000);
		reply.release();
	}

	@ParameterizedTest
	@CsvSource({ "TCP, true, false", "TCP, false, true", "UDP, true, false", "UDP, false, true" })
	void shouldSendAsItIsWhenOneSideIsNotAbleTo(Transport transport, boolean server, boolean client) throws Exception {
		CompressionOptions on = CompressionOptions.builder().build();
		VstpServer listening = server(server ? on : CompressionOptions.NONE, Endpoints.ECHO);
		VstpClient calling = client(listening, transport, client ? on : CompressionOptions.NONE);
		byte[] json = Payloads.json(100_000);
		Frame reply = exchange(calling, json);
		assertThat(reply.payloadBytes()).isEqualTo(json);
		assertThat(this.serverBytes.received.get()).isGreaterThan(100_000);
		await().until(() -> this.serverBytes.sent.get() > 100_000);
		reply.release();
	}

	@ParameterizedTest
	@EnumSource
	void shouldCarryLongestFrameThatIsAllowed(Transport transport) throws Exception {
		CompressionOptions options = CompressionOptions.builder().build();
		VstpClient client = client(server(options, Endpoints.ECHO), transport, options);
		byte[] json = Payloads.json(MAX_FRAME - 200);
		Frame reply = exchange(client, json);
		assertThat(reply.payloadBytes()).isEqualTo(json);
		assertThat(this.serverBytes.received.get()).isLessThan(MAX_FRAME / 4);
		assertThat(this.serverBytes.sent.get()).isLessThan(MAX_FRAME / 4);
		reply.release();
	}

	@Test
	void shouldRefuseBeforeSendingWhenOriginalIsTooLarge() throws Exception {
		CompressionOptions options = CompressionOptions.builder().build();
		VstpClient client = client(server(options, Endpoints.ECHO), Transport.TCP, options);
		client.connect().get(10, TimeUnit.SECONDS);
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> exchange(client, Payloads.json(MAX_FRAME + 1)))
			.withCauseInstanceOf(FrameTooLargeException.class);
		exchange(client, Payloads.json(5_000)).release();
	}

	@ParameterizedTest
	@EnumSource
	void shouldKeepOrderWhenSomeAreCompressed(Transport transport) throws Exception {
		CompressionOptions options = CompressionOptions.builder().build();
		List<Integer> lengths = new CopyOnWriteArrayList<>();
		VstpServer server = server(options, (exchange) -> {
			lengths.add(exchange.frame().payload().readableBytes());
			exchange.complete();
		});
		VstpClient client = client(server, transport, options);
		List<Integer> sent = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			int length = (i % 3 == 0) ? 300_000 - i : 100 + i;
			sent.add(length);
			CompletableFuture<Void> ack = client.sendWithAck(Frame.data(Headers.EMPTY, Payloads.json(length)), null);
			if (transport == Transport.UDP) {
				ack.get(10, TimeUnit.SECONDS);
			}
			else if (i == 39) {
				ack.get(10, TimeUnit.SECONDS);
			}
		}
		// By UDP the last one is acknowledged before it is handled.
		await().until(() -> lengths.size() == 40);
		exchange(client, new byte[1]).release();
		await().until(() -> lengths.size() == 42);
		assertThat(lengths.subList(0, 40)).isEqualTo(sent);
	}

	@ParameterizedTest
	@EnumSource
	void shouldCompressPushesBothWays(Transport transport) throws Exception {
		CompressionOptions options = CompressionOptions.builder().build();
		CompletableFuture<byte[]> pushed = new CompletableFuture<>();
		VstpServer server = server(options, Endpoints.ECHO);
		VstpClient client = client(server, transport, options,
				(builder) -> builder.executor(this.handlers)
					.handshake(ClientHandshake.REQUIRED)
					.pushHandler((exchange) -> {
						pushed.complete(exchange.frame().payloadBytes());
						exchange.complete();
					}));
		exchange(client, new byte[1]).release();
		byte[] json = Payloads.json(200_000);
		server.sessions().iterator().next().send(Frame.data(Headers.EMPTY, json)).get(10, TimeUnit.SECONDS);
		assertThat(pushed.get(10, TimeUnit.SECONDS)).isEqualTo(json);
		assertThat(this.serverBytes.sent.get()).isLessThan(50_000);
	}

	@Test
	void shouldLoseNothingWhenDatagramsGetLost() throws Exception {
		CompressionOptions options = CompressionOptions.builder().build();
		List<Integer> handled = new ArrayList<>();
		VstpServer server = server(options, (exchange) -> {
			synchronized (handled) {
				handled.add(Integer.valueOf(exchange.frame().header("n")));
			}
			Endpoints.ECHO.handle(exchange);
		});
		var relay = this.endpoints.closeLater(
				UdpRelay.builder(server.address(Transport.UDP)).seed(Seeds.next()).loss(0.1).duplication(0.05).start());
		VstpClient client = this.endpoints.udpClient(relay.address().getPort(),
				(builder) -> builder.handshake(ClientHandshake.REQUIRED)
					.handshakeTimeout(Duration.ofSeconds(10))
					.callTimeout(Duration.ofSeconds(60))
					.udp(builder.build().udp().mutate().maxRetries(12).build())
					.session(SessionOptions.builder().compression(options).build()));
		byte[] json = Payloads.json(60_000);
		for (int i = 0; i < 60; i++) {
			Frame reply = client.exchange(Frame.data(Headers.of("n", Integer.toString(i)), json), null)
				.get(60, TimeUnit.SECONDS);
			assertThat(reply.payloadBytes()).isEqualTo(json);
			reply.release();
		}
		assertThat(handled).hasSize(60).doesNotHaveDuplicates();
	}

	@Test
	void shouldAnswerRequestsSideBySideWhenPayloadsAreLong() throws Exception {
		CompressionOptions options = CompressionOptions.builder().build();
		VstpClient client = client(server(options, Endpoints.ECHO), Transport.TCP, options);
		List<CompletableFuture<Frame>> replies = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			replies.add(client.exchange(Frame.data(Headers.of("n", "" + i), Payloads.json(100_000 + i)), null));
		}
		for (int i = 0; i < 50; i++) {
			Frame reply = replies.get(i).get(20, TimeUnit.SECONDS);
			assertThat(reply.payload().readableBytes()).isEqualTo(100_000 + i);
			assertThat(reply.header("n")).isEqualTo("" + i);
			assertThat(reply.type()).isEqualTo(FrameType.DATA);
			reply.release();
		}
	}

	private VstpServer server(CompressionOptions compression, FrameHandler handler) {
		return this.endpoints.server(handler, (options) -> options.executor(this.handlers)
			.observer(this.serverBytes)
			.udp(UdpListenerOptions.builder().bindAddress(new java.net.InetSocketAddress("127.0.0.1", 0)).build())
			.session(SessionOptions.builder().compression(compression).build()));
	}

	private VstpClient client(VstpServer server, Transport transport, CompressionOptions compression) {
		return client(server, transport, compression, (options) -> {
		});
	}

	private VstpClient client(VstpServer server, Transport transport, CompressionOptions compression,
			Consumer<VstpClientOptions.Builder> customizer) {
		return this.endpoints.client(server.address(transport).getPort(), (options) -> {
			options.transport(transport).session(SessionOptions.builder().compression(compression).build());
			customizer.accept(options);
		});
	}

	// Connected before, so that the caller compresses, and not an event loop; and over
	// UDP
	// the server has to know the client's address.
	private static Frame exchange(VstpClient client, byte[] payload) throws Exception {
		client.connect().get(10, TimeUnit.SECONDS);
		await().until(() -> client.session() != null);
		client.exchange(Frame.data(Headers.EMPTY, "known?"), null).get(10, TimeUnit.SECONDS).release();
		return client.exchange(Frame.data(Headers.of("content-type", "application/json"), payload), null)
			.get(30, TimeUnit.SECONDS);
	}

}
