package io.vstp.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.vstp.engine.session.CloseReason;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import io.vstp.observe.VstpObserver;
import io.vstp.server.VstpServer;
import io.vstp.test.Endpoints;
import io.vstp.test.RawPeer;
import io.vstp.transport.Exchange;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpErrorException;
import io.vstp.transport.VstpSession;
import io.vstp.transport.VstpTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What a client does when its server is not what it should be.
 */
class ReconnectIT {

	@RegisterExtension
	private final Endpoints endpoints = new Endpoints();

	@Test
	void shouldConnectAgainWhenServerIsKilledAndComesBack() throws Exception {
		CompletableFuture<Exchange> held = new CompletableFuture<>();
		VstpServer first = this.endpoints.server(held::complete);
		InetSocketAddress address = first.address(Transport.TCP);
		VstpClient client = this.endpoints.client(first);
		CompletableFuture<Frame> unanswered = client.exchange(data("x"), null);
		held.get(5, TimeUnit.SECONDS);
		first.close();
		assertFailure(unanswered, VstpConnectionException.class, "before the answer came");
		held.join().complete();
		assertFailure(client.exchange(data("x"), null), VstpConnectionException.class, "cannot be reached");
		this.endpoints.server(Endpoints.ECHO, (options) -> options.bindAddress(address));
		await().until(() -> client.session() != null);
		client.exchange(data("again"), null).get(5, TimeUnit.SECONDS).release();
	}

	@Test
	void shouldSayWhereAndWhyWhenNobodyListens() throws Exception {
		int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		VstpClient client = this.endpoints.client(port, (options) -> options.name("telemetry"));
		assertFailure(client.send(data("x"), null), VstpConnectionException.class,
				"telemetry cannot be reached: Cannot connect to 127.0.0.1:" + port);
		assertFailure(client.sendWithAck(data("x"), null), VstpConnectionException.class, "refused");
	}

	@Test
	void shouldTakeTheNextAddressWhenTheFirstDoesNotAnswer() throws Exception {
		VstpServer server = this.endpoints.server(Endpoints.ECHO);
		int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		VstpClient client = this.endpoints
			.closeLater(
					VstpClient.create(VstpClientOptions
						.builder(List.of(InetSocketAddress.createUnresolved("no-such-host.invalid", 1),
								InetSocketAddress.createUnresolved("127.0.0.1", port),
								InetSocketAddress.createUnresolved("127.0.0.1",
										server.address(Transport.TCP).getPort())))
						// A name server may be slow to say that there is no such host.
						.callTimeout(Duration.ofSeconds(40))
						.build()));
		client.exchange(data("x"), null).get(40, TimeUnit.SECONDS).release();
	}

	@Test
	void shouldConnectForCallsOnlyWhenToldSo() throws Exception {
		try (ServerSocket listener = listen()) {
			VstpClient client = this.endpoints.client(listener.getLocalPort(),
					(options) -> options.handshake(ClientHandshake.NEVER));
			CompletableFuture<VstpSession> connected = client.connect();
			try (Socket first = listener.accept()) {
				connected.get(5, TimeUnit.SECONDS);
				client.connectOnDemand();
			}
			await().until(() -> client.session() == null);
			listener.setSoTimeout(300);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(listener::accept);
			CompletableFuture<Void> sent = client.send(data("x"), null);
			listener.setSoTimeout(5_000);
			try (Socket second = listener.accept()) {
				sent.get(5, TimeUnit.SECONDS);
			}
		}
	}

	@Test
	void shouldTalkToPart1PeerWhenHelloIsNotAnswered() throws Exception {
		try (ServerSocket listener = listen()) {
			VstpClient client = this.endpoints.client(listener.getLocalPort(),
					(options) -> options.handshakeTimeout(Duration.ofMillis(100)));
			CompletableFuture<Frame> first = client.exchange(data("one"), null);
			CompletableFuture<Frame> second = client.exchange(data("two"), null);
			RawPeer peer = this.endpoints.closeLater(new RawPeer(listener.accept()));
			assertThat(peer.receive().type()).isEqualTo(FrameType.HELLO);
			assertThat(peer.receive().payloadText()).isEqualTo("one");
			assertThat(peer.receive().payloadText()).isEqualTo("two");
			peer.send(data("reply to one"));
			peer.send(data("reply to two"));
			assertThat(first.get(5, TimeUnit.SECONDS).payloadText()).isEqualTo("reply to one");
			assertThat(second.get(5, TimeUnit.SECONDS).payloadText()).isEqualTo("reply to two");
			assertThat(client.session().isGreeted()).isFalse();
			first.join().release();
			second.join().release();
		}
	}

	@Test
	void shouldSwallowTheAnswerToHelloWhenPeerIsACrateServer() throws Exception {
		try (ServerSocket listener = listen()) {
			VstpClient client = this.endpoints.client(listener.getLocalPort(), (options) -> {
			});
			CompletableFuture<Frame> reply = client.exchange(data("{}"), null);
			RawPeer peer = this.endpoints.closeLater(new RawPeer(listener.accept()));
			peer.receive();
			peer.send(data("Invalid data: EOF while parsing a value"));
			assertThat(peer.receive().payloadText()).isEqualTo("{}");
			peer.send(data("{\"ok\":true}"));
			assertThat(reply.get(5, TimeUnit.SECONDS).payloadText()).isEqualTo("{\"ok\":true}");
			reply.join().release();
		}
	}

	@Test
	void shouldCloseConnectionWhenPart1PeerDoesNotReply() throws Exception {
		try (ServerSocket listener = listen()) {
			VstpClient client = this.endpoints.client(listener.getLocalPort(),
					(options) -> options.handshake(ClientHandshake.NEVER));
			// To connect may take longer than the timeout that is tried here.
			client.connect().get(10, TimeUnit.SECONDS);
			RawPeer peer = this.endpoints.closeLater(new RawPeer(listener.accept()));
			// Of a call that is over before its turn comes nothing is sent.
			CompletableFuture<Frame> reply = client.exchange(data("x"), Duration.ofSeconds(1));
			peer.receive();
			assertFailure(reply, VstpTimeoutException.class, "1000 ms");
			assertThat(peer.isAtEnd()).isTrue();
		}
	}

	@Test
	void shouldDropReplyWhenRequestToPart1PeerIsCancelled() throws Exception {
		try (ServerSocket listener = listen()) {
			VstpClient client = this.endpoints.client(listener.getLocalPort(),
					(options) -> options.handshake(ClientHandshake.NEVER));
			CompletableFuture<Frame> cancelled = client.exchange(data("one"), null);
			RawPeer peer = this.endpoints.closeLater(new RawPeer(listener.accept()));
			peer.receive();
			cancelled.cancel(false);
			CompletableFuture<Frame> other = client.exchange(data("two"), null);
			peer.receive();
			assertThat(client.openCalls()).isEqualTo(1);
			peer.send(data("reply to one"));
			peer.send(data("reply to two"));
			assertThat(other.get(5, TimeUnit.SECONDS).payloadText()).isEqualTo("reply to two");
			other.join().release();
		}
	}

	@Test
	void shouldCloseConnectionWhenPart1PeerDoesNotReplyToCancelledRequest() throws Exception {
		try (ServerSocket listener = listen()) {
			VstpClient client = this.endpoints.client(listener.getLocalPort(),
					(options) -> options.handshake(ClientHandshake.NEVER));
			client.connect().get(10, TimeUnit.SECONDS);
			CompletableFuture<Frame> cancelled = client.exchange(data("one"), Duration.ofSeconds(2));
			RawPeer peer = this.endpoints.closeLater(new RawPeer(listener.accept()));
			peer.receive();
			cancelled.cancel(false);
			CompletableFuture<Frame> other = client.exchange(data("two"), null);
			assertFailure(other, VstpConnectionException.class, "REPLY_LOST");
		}
	}

	@Test
	void shouldLetFrameGoWhenItsTimeIsOverBeforeThereIsAConnection() throws Exception {
		try (ServerSocket listener = listen()) {
			VstpClient client = this.endpoints.client(listener.getLocalPort(),
					(options) -> options.handshakeTimeout(Duration.ofSeconds(5)));
			io.netty.buffer.ByteBuf payload = io.netty.buffer.Unpooled.buffer().writeInt(7);
			assertFailure(client.exchange(Frame.data(Headers.EMPTY, payload), Duration.ofMillis(100)),
					VstpTimeoutException.class, "could not be reached within 100 ms");
			// Who waits for a call may go on before all is tidied up.
			await().until(() -> payload.refCnt() == 0);
		}
	}

	@Test
	void shouldConnectWhenServerAnswersHelloWithNoHandler() throws Exception {
		VstpServer server = this.endpoints.server((exchange) -> {
			if (exchange.frame().type() == FrameType.HELLO) {
				exchange.fail(io.vstp.frame.ErrorCode.NO_HANDLER, "What?");
			}
			else {
				Endpoints.ECHO.handle(exchange);
			}
		}, (options) -> options.handshake(io.vstp.server.ServerHandshake.NEVER));
		VstpClient client = this.endpoints.client(server);
		client.exchange(data("x"), null).get(5, TimeUnit.SECONDS).release();
		assertThat(client.session().isGreeted()).isFalse();
	}

	@Test
	void shouldFailWhenWelcomeIsRequiredAndDoesNotCome() throws Exception {
		try (ServerSocket listener = listen()) {
			VstpClient client = this.endpoints.client(listener.getLocalPort(),
					(options) -> options.handshake(ClientHandshake.REQUIRED).handshakeTimeout(Duration.ofMillis(100)));
			CompletableFuture<VstpSession> connected = client.connect();
			try (Socket socket = listener.accept()) {
				assertFailure(connected, VstpConnectionException.class, "handshake failed");
				assertThat(socket.isConnected()).isTrue();
			}
		}
	}

	@Test
	void shouldNameTheRefusalWhenServerAnswersHelloWithError() throws Exception {
		try (ServerSocket listener = listen()) {
			VstpClient client = this.endpoints.client(listener.getLocalPort(), (options) -> {
			});
			CompletableFuture<VstpSession> connected = client.connect();
			RawPeer peer = this.endpoints.closeLater(new RawPeer(listener.accept()));
			peer.receive();
			peer.send(Frame.of(FrameType.ERR, Headers.of("code", "unauthorized", "message", "Who are you?")));
			assertFailure(connected, VstpConnectionException.class, "Who are you?");
			assertThat(connected.handle((session, failure) -> failure).join())
				.hasRootCauseInstanceOf(VstpErrorException.class);
		}
	}

	@Test
	void shouldCloseGracefullyWhenCallsAreOpen() throws Exception {
		CompletableFuture<Exchange> held = new CompletableFuture<>();
		VstpServer server = this.endpoints.server(held::complete);
		VstpClient client = this.endpoints.client(server);
		CompletableFuture<Frame> reply = client.exchange(data("x"), null);
		held.get(5, TimeUnit.SECONDS);
		CompletableFuture<Void> closed = client.close(Duration.ofSeconds(5));
		assertFailure(client.send(data("y"), null), VstpConnectionException.class, "is closed");
		assertThat(closed).isNotDone();
		Endpoints.ECHO.handle(held.join());
		reply.get(5, TimeUnit.SECONDS).release();
		closed.get(5, TimeUnit.SECONDS);
		await().until(() -> server.sessions().isEmpty());
	}

	@Test
	void shouldGiveTheSessionToWhoeverWasToldOfTheConnection() throws Exception {
		VstpServer server = this.endpoints.server(Endpoints.ECHO);
		VstpClient client = this.endpoints.client(server);
		// Asked on the event loop at once, thus before anything else can come between.
		CompletableFuture<Boolean> found = client.connect().thenApply((first) -> client.session() == first);
		assertThat(found.get(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void shouldTellWhoeverConnectsWhenClosedMeanwhile() throws Exception {
		try (ServerSocket listener = listen()) {
			VstpClient client = this.endpoints.client(listener.getLocalPort(),
					(options) -> options.handshake(ClientHandshake.REQUIRED).handshakeTimeout(Duration.ofSeconds(30)));
			CompletableFuture<VstpSession> connected = client.connect();
			client.close(Duration.ZERO);
			assertFailure(connected, VstpConnectionException.class, "is closed");
		}
	}

	@Test
	void shouldConnectAgainOnDemandWhenOldConnectionIsClosing() throws Exception {
		VstpServer server = this.endpoints.server(Endpoints.ECHO);
		VstpClient client = this.endpoints.client(server);
		VstpSession first = client.connect().get(10, TimeUnit.SECONDS);
		client.connectOnDemand();
		first.close();
		assertThat(client.connect().get(10, TimeUnit.SECONDS)).isNotSameAs(first);
	}

	private static ServerSocket listen() throws Exception {
		return new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
	}

	@Test
	void shouldSayByeWhenClosedAtTheMomentOfConnecting() throws Exception {
		List<CloseReason> reasons = new CopyOnWriteArrayList<>();
		VstpServer server = this.endpoints.server(Endpoints.ECHO, (options) -> options.observer(new VstpObserver() {

			@Override
			public void sessionClosed(Side side, Transport transport, CloseReason reason) {
				reasons.add(reason);
			}

		}));
		VstpClient client = this.endpoints.client(server);
		client.connect().thenCompose((session) -> client.close(Duration.ofSeconds(10))).get(20, TimeUnit.SECONDS);
		await().untilAsserted(() -> assertThat(reasons).containsExactly(CloseReason.PEER_BYE));
	}

	private static Frame data(String payload, String... headers) {
		return Frame.data(Headers.of(headers), payload);
	}

	private static void assertFailure(CompletableFuture<?> result, Class<? extends Throwable> type, String message) {
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> result.get(10, TimeUnit.SECONDS))
			.withCauseInstanceOf(type)
			.withMessageContaining(message);
	}

}
