package io.vstp.transport.compress;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.vstp.client.VstpClient;
import io.vstp.codec.compress.CompressionAlgorithm;
import io.vstp.codec.compress.Payloads;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.frame.VstpException;
import io.vstp.server.VstpServer;
import io.vstp.test.Endpoints;
import io.vstp.test.Part1Frame;
import io.vstp.test.RawPeer;
import io.vstp.transport.CompressionOptions;
import io.vstp.transport.Exchange;
import io.vstp.transport.FrameHandler;
import io.vstp.transport.SessionOptions;
import io.vstp.transport.UdpListenerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What peers get that compress in a way that they should not, or know nothing of it.
 */
class HostileCompressionIT {

	private static final int LIMIT = 8 * 1024 * 1024;

	private static final CompressionOptions GZIP = CompressionOptions.builder(List.of(CompressionAlgorithm.GZIP))
		.build();

	private final ExecutorService handlers = Executors.newFixedThreadPool(4);

	@RegisterExtension
	private final Endpoints endpoints = new Endpoints();

	@AfterEach
	void stopHandlers() {
		this.handlers.shutdown();
	}

	@Test
	void shouldSendNothingCompressedToPeerThatDoesNotNameIt() throws Exception {
		VstpServer server = server(GZIP, Endpoints.ECHO);
		byte[] json = Payloads.json(50_000);
		try (RawPeer peer = connect(server)) {
			peer.send(Frame.data(Headers.EMPTY, json));
			assertPlain(peer.receive(), json);
		}
		for (String capabilities : List.of("", "zstd", "br,x")) {
			try (RawPeer peer = greeted(server, capabilities)) {
				peer.send(Frame.data(Headers.EMPTY, json));
				assertPlain(peer.receive(), json);
			}
		}
	}

	private static void assertPlain(Frame reply, byte[] payload) {
		assertThat(reply.has(FrameFlags.COMP)).isFalse();
		assertThat(reply.header("compression")).isNull();
		assertThat(reply.payloadBytes()).isEqualTo(payload);
	}

	@Test
	void shouldCompressForPeerThatNamesIt() throws Exception {
		VstpServer server = server(GZIP, Endpoints.ECHO);
		byte[] json = Payloads.json(50_000);
		try (RawPeer peer = greeted(server, "future,gzip")) {
			peer.send(compressed("gzip", Payloads.gzip(json), "content-type", "application/json"));
			Frame reply = peer.receive();
			assertThat(reply.has(FrameFlags.COMP)).isTrue();
			assertThat(reply.header("compression")).isEqualTo("gzip");
			assertThat(reply.header("content-type")).isEqualTo("application/json");
			Frame plain = new Decompressor(GZIP, LIMIT).inspect(reply).decompress();
			assertThat(plain.payloadBytes()).isEqualTo(json);
			plain.release();
		}
	}

	@Test
	void shouldRefuseFrameAndGoOnWhenPayloadIsNotWhatItSays() throws Exception {
		VstpServer server = server(GZIP, Endpoints.ECHO);
		byte[] good = Payloads.gzip(Payloads.json(5_000));
		try (RawPeer peer = greeted(server, "gzip")) {
			assertRefused(peer, compressed("gzip", Payloads.gzip(new byte[LIMIT + 1])), "limit is " + LIMIT);
			assertRefused(peer, compressed("gzip", withLength(Payloads.gzip(new byte[LIMIT * 4]), 100)), "damaged");
			assertRefused(peer, compressed("gzip", java.util.Arrays.copyOf(good, good.length - 20)), "gzip");
			assertRefused(peer, compressed("gzip", java.util.Arrays.copyOf(good, good.length + 20)), "gzip");
			assertRefused(peer, compressed("gzip", Payloads.json(1_000)), "not gzip");
			assertRefused(peer, compressed("gzip", new byte[0]), "not gzip");
			assertRefused(peer, compressed("zstd", Payloads.zstdStream(new byte[100])), "not offered");
			assertRefused(peer, compressed("", good), "not offered");
			peer.send(compressed("gzip", good));
			Frame reply = peer.receive();
			assertThat(reply.type()).isEqualTo(FrameType.DATA);
		}
	}

	@Test
	void shouldRefuseCompressedFrameWhenCompressionIsOff() throws Exception {
		try (RawPeer peer = connect(server(CompressionOptions.NONE, Endpoints.ECHO))) {
			assertRefused(peer, compressed("gzip", Payloads.gzip(new byte[100])), "not offered");
		}
	}

	private static void assertRefused(RawPeer peer, Frame frame, String reason) throws Exception {
		peer.send(frame.withHeader("correlation-id", "7"));
		Frame error = peer.receive();
		assertThat(error.type()).isEqualTo(FrameType.ERR);
		assertThat(error.header("code")).isEqualTo("invalid-payload");
		assertThat(error.header("message")).contains(reason);
		assertThat(error.header("correlation-id")).isEqualTo("7");
	}

	@Test
	void shouldHandOverAsItIsWhenFlagComesWithoutHeader() throws Exception {
		BlockingQueue<String> seen = new LinkedBlockingQueue<>();
		VstpServer server = server(GZIP, (exchange) -> {
			seen.add(exchange.frame().has(FrameFlags.COMP) + " " + exchange.frame().payloadText());
			exchange.complete();
		});
		try (RawPeer peer = connect(server)) {
			peer.send(Frame.data(Headers.EMPTY, "mine").withFlags(FrameFlags.COMP | FrameFlags.CRC));
			assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("true mine");
		}
	}

	@Test
	void shouldTakeOnlyOneLayerAway() throws Exception {
		byte[] inner = Payloads.gzip(Payloads.noise(3_000));
		try (RawPeer peer = connect(server(GZIP, Endpoints.ECHO))) {
			peer.send(Frame.of(FrameType.DATA, FrameFlags.COMP | FrameFlags.CRC, Headers.of("compression", "gzip"),
					Unpooled.wrappedBuffer(Payloads.gzip(inner))));
			assertPlain(peer.receive(), inner);
		}
	}

	@Test
	void shouldCountDecompressedBytesWhileInFlight() throws Exception {
		BlockingQueue<Exchange> held = new LinkedBlockingQueue<>();
		VstpServer server = this.endpoints.server(held::add, (options) -> options.executor(this.handlers)
			.session(SessionOptions.builder().compression(GZIP).maxInFlightBytes(3 * LIMIT / 2).build()));
		byte[] bomb = Payloads.gzip(new byte[LIMIT]);
		try (RawPeer peer = connect(server)) {
			for (int i = 0; i < 20; i++) {
				peer.send(compressed("gzip", bomb, "correlation-id", "" + i));
			}
			for (int i = 0; i < 20; i++) {
				Exchange exchange = held.poll(10, TimeUnit.SECONDS);
				assertThat(exchange.frame().payload().readableBytes()).isEqualTo(LIMIT);
				// Nothing else was let in beside it.
				assertThat(held).isEmpty();
				exchange.complete();
				assertThat(peer.receive().header("correlation-id")).isEqualTo("" + i);
			}
		}
	}

	@Test
	void shouldDecompressNothingForAddressThatIsNotValidated() throws Exception {
		BlockingQueue<String> seen = new LinkedBlockingQueue<>();
		VstpServer server = server(GZIP, (exchange) -> {
			seen.add(exchange.frame().payloadText());
			exchange.complete();
		});
		try (java.net.DatagramSocket socket = new java.net.DatagramSocket()) {
			InetSocketAddress address = new InetSocketAddress("127.0.0.1", server.address(Transport.UDP).getPort());
			for (Part1Frame frame : List.of(Part1Frame.data(Payloads.gzip("secret".getBytes()), "compression", "gzip")
				.withFlags(FrameFlags.COMP), Part1Frame.data("plain".getBytes()))) {
				byte[] datagram = frame.encode();
				socket.send(new java.net.DatagramPacket(datagram, datagram.length, address));
			}
			assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("plain");
		}
		await().until(() -> server.sessions().size() == 1);
		assertThat(seen).isEmpty();
	}

	@Test
	void shouldFailCallAndGoOnWhenReplyIsNotWhatItSays() throws Exception {
		try (ServerSocket listening = new ServerSocket(0)) {
			VstpClient client = this.endpoints.client(listening.getLocalPort(),
					(options) -> options.session(SessionOptions.builder().compression(GZIP).build()));
			CompletableFuture<?> connected = client.connect();
			try (RawPeer server = new RawPeer(listening.accept())) {
				assertThat(server.receive().header("vstp-caps")).isEqualTo("gzip");
				server.send(Frame.of(FrameType.WELCOME, Headers.of("session-id", "s", "vstp-caps", "gzip")));
				connected.get(10, TimeUnit.SECONDS);
				assertFails(client, server, Payloads.gzip(new byte[LIMIT + 1]), "limit is");
				assertFails(client, server, withLength(Payloads.gzip(new byte[LIMIT * 4]), 100_000), "damaged");
				assertFails(client, server, withLength(Payloads.gzip(new byte[LIMIT * 4]), 10_000), "damaged");
				assertFails(client, server, Payloads.json(100), "not gzip");
				CompletableFuture<Frame> call = client.exchange(Frame.data(Headers.EMPTY, Payloads.json(5_000)), null);
				Frame request = server.receive();
				assertThat(request.header("compression")).isEqualTo("gzip");
				server.send(compressed("gzip", Payloads.gzip(new byte[100_000]), "correlation-id",
						request.header("correlation-id")));
				Frame reply = call.get(10, TimeUnit.SECONDS);
				assertPlain(reply, new byte[100_000]);
				reply.release();
			}
		}
	}

	private static void assertFails(VstpClient client, RawPeer server, byte[] payload, String reason) throws Exception {
		CompletableFuture<Frame> call = client.exchange(Frame.data(Headers.EMPTY, "?"), null);
		server.send(compressed("gzip", payload, "correlation-id", server.receive().header("correlation-id")));
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> call.get(10, TimeUnit.SECONDS))
			.withCauseInstanceOf(VstpException.class)
			.withMessageContaining(reason);
	}

	private static byte[] withLength(byte[] gzip, int length) {
		Unpooled.wrappedBuffer(gzip).setIntLE(gzip.length - 4, length);
		return gzip;
	}

	private static Frame compressed(String algorithm, byte[] payload, String... headers) {
		return Frame.data(Headers.of(headers).with("compression", algorithm), payload).withFlags(FrameFlags.COMP);
	}

	private static RawPeer connect(VstpServer server) throws Exception {
		return RawPeer.connect(server.address(Transport.TCP));
	}

	private static RawPeer greeted(VstpServer server, String capabilities) throws Exception {
		RawPeer peer = connect(server);
		peer.send(Frame.of(FrameType.HELLO, Headers.of("vstp-caps", capabilities)));
		Frame welcome = peer.receive();
		assertThat(welcome.type()).isEqualTo(FrameType.WELCOME);
		assertThat(welcome.header("vstp-caps")).isEqualTo("gzip");
		return peer;
	}

	private VstpServer server(CompressionOptions compression, FrameHandler handler) {
		return this.endpoints.server(handler,
				(options) -> options.executor(this.handlers)
					.udp(UdpListenerOptions.builder().bindAddress(new InetSocketAddress("127.0.0.1", 0)).build())
					.session(SessionOptions.builder().compression(compression).build()));
	}

}
