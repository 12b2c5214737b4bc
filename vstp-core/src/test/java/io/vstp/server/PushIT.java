package io.vstp.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

import io.netty.buffer.Unpooled;
import io.vstp.client.VstpClient;
import io.vstp.engine.session.CloseReason;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.test.Endpoints;
import io.vstp.transport.Exchange;
import io.vstp.transport.FrameHandler;
import io.vstp.transport.UdpListenerOptions;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpErrorException;
import io.vstp.transport.VstpSession;
import io.vstp.transport.VstpSessionListener;
import io.vstp.transport.VstpTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * What a server sends to its sessions unasked, over real sockets.
 */
class PushIT {

	private static final Duration LONG = Duration.ofSeconds(20);

	@RegisterExtension
	private final Endpoints endpoints = new Endpoints();

	private final ConcurrentLinkedQueue<String> received = new ConcurrentLinkedQueue<>();

	private final FrameHandler receiver = (exchange) -> {
		this.received.add(exchange.frame().payloadText());
		exchange.complete();
	};

	@ParameterizedTest
	@EnumSource(Transport.class)
	void shouldFindSessionByIdWhileItIsOpen(Transport transport) {
		VstpServer server = server(transport, Exchange::complete);
		VstpClient client = client(server, transport, this.receiver);
		String id = client.connect().join().id();
		assertThat(server.session(id)).isNotNull().isSameAs(server.sessions().iterator().next());
		assertThat(server.session("nobody")).isNull();
		client.exchange(Frame.data(Headers.EMPTY, "x"), null).join().release();
		client.close(LONG).join();
		await().untilAsserted(() -> assertThat(server.session(id)).isNull());
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void shouldPushWithoutWaiting(Transport transport) {
		VstpServer server = server(transport, Exchange::complete);
		VstpClient client = client(server, transport, this.receiver);
		session(server, client).push(Frame.data(Headers.EMPTY, "moved"));
		await().untilAsserted(() -> assertThat(this.received).containsExactly("moved"));
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void shouldCompleteWhenClientAcknowledges(Transport transport) {
		VstpServer server = server(transport, Exchange::complete);
		VstpClient client = client(server, transport, this.receiver);
		VstpSession session = session(server, client);
		CompletableFuture<?>[] pushes = new CompletableFuture<?>[50];
		for (int i = 0; i < pushes.length; i++) {
			pushes[i] = session.sendWithAck(Frame.data(Headers.of("tick", "1"), "moved " + i), LONG);
		}
		CompletableFuture.allOf(pushes).join();
		await().untilAsserted(() -> assertThat(this.received).hasSize(50).doesNotHaveDuplicates());
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void shouldSayWhatClientAnsweredWhenItRefuses(Transport transport) {
		VstpServer server = server(transport, Exchange::complete);
		VstpClient client = client(server, transport, new FrameHandler() {

			@Override
			public void handle(Exchange exchange) {
				exchange.fail(ErrorCode.NO_HANDLER, "Nobody wants it");
			}

			@Override
			public boolean accepts(Frame frame, Transport by) {
				return false;
			}

		});
		VstpSession session = session(server, client);
		assertThatThrownBy(() -> session.sendWithAck(Frame.data(Headers.EMPTY, "x"), LONG).join())
			.hasCauseInstanceOf(VstpErrorException.class)
			.hasMessageContaining("no-handler");
	}

	@Test
	void shouldTimeOutWhenClientDoesNotAcknowledge() {
		VstpServer server = server(Transport.TCP, Exchange::complete);
		CompletableFuture<Exchange> held = new CompletableFuture<>();
		VstpClient client = client(server, Transport.TCP, held::complete);
		VstpSession session = session(server, client);
		assertThatThrownBy(() -> session.sendWithAck(Frame.data(Headers.EMPTY, "x"), Duration.ofSeconds(1)).join())
			.hasCauseInstanceOf(VstpTimeoutException.class)
			.hasMessageContaining("did not acknowledge within 1000 ms");
		held.join().complete();
	}

	@Test
	void shouldFailWhenSessionEndsBeforeTheAck() {
		VstpServer server = server(Transport.TCP, Exchange::complete);
		CompletableFuture<Exchange> held = new CompletableFuture<>();
		VstpClient client = client(server, Transport.TCP, held::complete);
		CompletableFuture<Void> push = session(server, client).sendWithAck(Frame.data(Headers.EMPTY, "x"), LONG);
		Exchange exchange = held.join();
		client.close();
		assertThatThrownBy(push::join).hasCauseInstanceOf(VstpConnectionException.class);
		exchange.complete();
	}

	@Test
	void shouldRefuseToPushWhenPeerHasNotSaidHello() {
		CompletableFuture<VstpSession> seen = new CompletableFuture<>();
		VstpServer server = server(Transport.UDP, (exchange) -> {
			seen.complete(exchange.session());
			exchange.complete();
		});
		this.endpoints.udpClient(server).send(Frame.data(Headers.EMPTY, "x"), null).join();
		VstpSession session = seen.join();
		Frame frame = Frame.data(Headers.EMPTY, Unpooled.buffer().writeInt(1));
		assertThatIllegalStateException().isThrownBy(() -> session.push(frame)).withMessageContaining("HELLO");
		assertThat(frame.refCnt()).isZero();
		Frame other = Frame.data(Headers.EMPTY, Unpooled.buffer().writeInt(1));
		assertThat(session.sendWithAck(other, LONG)).isCompletedExceptionally();
		assertThat(other.refCnt()).isZero();
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void shouldTellWhichSessionsStartAndEnd(Transport transport) {
		Log atServer = new Log();
		Log atClient = new Log();
		VstpServer server = this.endpoints.server(Exchange::complete,
				(options) -> listen(options, transport).addSessionListener(atServer));
		int port = server.address(transport).getPort();
		VstpClient client = (transport == Transport.TCP)
				? this.endpoints.client(port, (options) -> options.addSessionListener(atClient)) : this.endpoints
					.udpClient(port, (options) -> options.addSessionListener(atClient).pushHandler(this.receiver));
		String id = client.connect().join().id();
		client.exchange(Frame.data(Headers.EMPTY, "x"), null).join().release();
		await().untilAsserted(() -> assertThat(atServer.entries).containsExactly("started " + id));
		client.close(LONG).join();
		await().untilAsserted(() -> assertThat(atServer.entries).containsExactly("started " + id,
				"ended " + id + " " + CloseReason.PEER_BYE));
		await().untilAsserted(
				() -> assertThat(atClient.entries).containsExactly("started " + id, "ended " + id + " LOCAL"));
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void shouldTellOfPeerThatSaysNoHelloWithItsFirstFrame(Transport transport) {
		Log log = new Log();
		VstpServer server = this.endpoints.server(Exchange::complete,
				(options) -> listen(options, transport).addSessionListener(log).handshake(ServerHandshake.NEVER));
		// Nobody answers its HELLO.
		VstpClient client = this.endpoints.client(server.address(transport).getPort(),
				(options) -> options.transport(transport).handshakeTimeout(Duration.ofMillis(100)));
		client.connect().join();
		client.sendWithAck(Frame.data(Headers.EMPTY, "x"), null).join();
		await().untilAsserted(() -> assertThat(log.entries).hasSize(1));
		server.stop(LONG).join();
		await().untilAsserted(() -> assertThat(log.entries).hasSize(2));
	}

	private static VstpServerOptions.Builder listen(VstpServerOptions.Builder options, Transport transport) {
		return (transport == Transport.TCP) ? options : options.tcp(false)
			.udp(UdpListenerOptions.builder().bindAddress(new InetSocketAddress("127.0.0.1", 0)).build());
	}

	private VstpServer server(Transport transport, FrameHandler handler) {
		return (transport == Transport.TCP) ? this.endpoints.server(handler) : this.endpoints.udpServer(handler);
	}

	private VstpClient client(VstpServer server, Transport transport, FrameHandler pushHandler) {
		int port = server.address(transport).getPort();
		return (transport == Transport.TCP) ? this.endpoints.client(port, (options) -> options.pushHandler(pushHandler))
				: this.endpoints.udpClient(port, (options) -> options.pushHandler(pushHandler));
	}

	private VstpSession session(VstpServer server, VstpClient client) {
		VstpSession session = server.session(client.connect().join().id());
		assertThat(session).isNotNull();
		await().until(session::isGreeted);
		return session;
	}

	private static final class Log implements VstpSessionListener {

		private final List<String> entries = new CopyOnWriteArrayList<>();

		@Override
		public void sessionStarted(VstpSession session) {
			this.entries.add("started " + session.id());
		}

		@Override
		public void sessionEnded(VstpSession session, CloseReason reason) {
			this.entries.add("ended " + session.id() + " " + reason);
		}

	}

}
