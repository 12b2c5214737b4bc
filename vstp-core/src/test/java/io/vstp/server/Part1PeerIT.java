package io.vstp.server;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.test.Endpoints;
import io.vstp.test.RawPeer;
import io.vstp.transport.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * What a server is to a client that speaks from a plain socket.
 */
class Part1PeerIT {

	@RegisterExtension
	private final Endpoints endpoints = new Endpoints();

	@Test
	void shouldServeWhenHelloIsNeverSaid() throws Exception {
		try (RawPeer peer = connect(this.endpoints.server(Endpoints.ECHO))) {
			peer.send(data("hello", "content-type", "application/json"));
			Frame reply = peer.receive();
			assertThat(reply.type()).isEqualTo(FrameType.DATA);
			assertThat(reply.headers()).isEqualTo(Headers.of("content-type", "application/json"));
			assertThat(reply.payloadText()).isEqualTo("hello");
		}
	}

	@Test
	void shouldWelcomeWhenHelloIsSaid() throws Exception {
		try (RawPeer peer = connect(this.endpoints.server(Endpoints.ECHO))) {
			peer.send(Frame.of(FrameType.HELLO, Headers.EMPTY));
			Frame welcome = peer.receive();
			assertThat(welcome.type()).isEqualTo(FrameType.WELCOME);
			assertThat(welcome.header(HeaderNames.SESSION_ID)).isNotEmpty();
			assertThat(welcome.header(HeaderNames.VSTP_CAPS)).isEmpty();
			assertThat(welcome.header(HeaderNames.MAX_FRAME)).isEqualTo("8388608");
			assertThat(welcome.header(HeaderNames.KEEPALIVE_MS)).isEqualTo("30000");
		}
	}

	@Test
	void shouldAcknowledgeBeforeReplyingWhenAckIsAskedFor() throws Exception {
		try (RawPeer peer = connect(this.endpoints.server(Endpoints.ECHO))) {
			peer.send(data("a", "msg-id", "42").withFlags(FrameFlags.REQ_ACK));
			peer.send(data("b").withFlags(FrameFlags.REQ_ACK));
			assertThat(peer.receive()).hasToString("ACK[flags=-, headers={msg-id=42}, payload=0 bytes]");
			assertThat(peer.receive().payloadText()).isEqualTo("a");
			assertThat(peer.receive()).hasToString("ACK[flags=-, headers={}, payload=0 bytes]");
			assertThat(peer.receive().payloadText()).isEqualTo("b");
		}
	}

	@Test
	void shouldAnswerPing() throws Exception {
		try (RawPeer peer = connect(this.endpoints.server(Endpoints.ECHO))) {
			peer.send(Frame.of(FrameType.PING, 0, Headers.of("k", "v"), data("beat").payload()));
			Frame pong = peer.receive();
			assertThat(pong.type()).isEqualTo(FrameType.PONG);
			assertThat(pong.headers()).isEqualTo(Headers.of("k", "v"));
			assertThat(pong.payloadText()).isEqualTo("beat");
			peer.send(Frame.of(FrameType.PING, FrameFlags.REQ_ACK, Headers.of("msg-id", "7"), data("").payload()));
			assertThat(peer.receive()).hasToString("ACK[flags=-, headers={msg-id=7}, payload=0 bytes]");
		}
	}

	@Test
	void shouldAnswerByeOnlyWhenGreeted() throws Exception {
		VstpServer server = this.endpoints.server(Endpoints.ECHO);
		try (RawPeer peer = connect(server)) {
			peer.send(Frame.of(FrameType.HELLO, Headers.EMPTY));
			peer.receive();
			peer.send(Frame.of(FrameType.BYE, Headers.EMPTY));
			assertThat(peer.receive().type()).isEqualTo(FrameType.BYE);
			assertThat(peer.isAtEnd()).isTrue();
		}
		try (RawPeer peer = connect(server)) {
			peer.send(data("last"));
			peer.send(Frame.of(FrameType.BYE, Headers.EMPTY));
			assertThat(peer.receive().payloadText()).isEqualTo("last");
			assertThat(peer.isAtEnd()).isTrue();
		}
		await().until(() -> server.sessions().isEmpty());
	}

	@Test
	void shouldAnswerAllInOrderWhenHandlersRunOnManyThreads() throws Exception {
		var pool = Executors.newFixedThreadPool(8);
		try (RawPeer peer = connect(this.endpoints.server(Endpoints.ECHO, (options) -> options.executor(pool)))) {
			ByteArrayOutputStream all = new ByteArrayOutputStream();
			for (int i = 0; i < 500; i++) {
				all.writeBytes(RawPeer.encode(data("frame " + i)));
			}
			peer.send(all.toByteArray());
			for (int i = 0; i < 500; i++) {
				assertThat(peer.receive().payloadText()).isEqualTo("frame " + i);
			}
		}
		finally {
			pool.shutdown();
		}
	}

	@Test
	void shouldAnswerWhatCameBeforeWhenPeerEndsItsHalf() throws Exception {
		var pool = Executors.newFixedThreadPool(2);
		try (RawPeer peer = connect(this.endpoints.server(Endpoints.ECHO, (options) -> options.executor(pool)))) {
			for (int i = 0; i < 20; i++) {
				peer.send(data("frame " + i));
			}
			peer.socket().shutdownOutput();
			for (int i = 0; i < 20; i++) {
				assertThat(peer.receive().payloadText()).isEqualTo("frame " + i);
			}
			assertThat(peer.isAtEnd()).isTrue();
		}
		finally {
			pool.shutdown();
		}
	}

	@Test
	void shouldAnswerWhatCameBeforeThenErrorThenCloseWhenBytesAreMalformed() throws Exception {
		try (RawPeer peer = connect(this.endpoints.server(Endpoints.ECHO))) {
			peer.send(data("good"));
			peer.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes());
			assertThat(peer.receive().payloadText()).isEqualTo("good");
			Frame error = peer.receive();
			assertThat(error.type()).isEqualTo(FrameType.ERR);
			assertThat(error.header(HeaderNames.CODE)).isEqualTo("malformed");
			assertThat(error.header(HeaderNames.MESSAGE)).contains("5654").contains("4745");
			assertThat(peer.isAtEnd()).isTrue();
		}
	}

	@Test
	void shouldRefuseWhenHelloIsRequired() throws Exception {
		VstpServer server = this.endpoints.server(Endpoints.ECHO,
				(options) -> options.handshake(ServerHandshake.REQUIRED));
		try (RawPeer peer = connect(server)) {
			peer.send(data("too soon"));
			assertThat(peer.receive().header(HeaderNames.CODE)).isEqualTo("unauthorized");
			assertThat(peer.isAtEnd()).isTrue();
		}
	}

	@Test
	void shouldHandHelloToTheApplicationWhenHandshakeIsNever() throws Exception {
		VstpServer server = this.endpoints.server(
				(exchange) -> exchange.reply(Frame.data(Headers.EMPTY, exchange.frame().type().name())),
				(options) -> options.handshake(ServerHandshake.NEVER));
		try (RawPeer peer = connect(server)) {
			peer.send(Frame.of(FrameType.HELLO, Headers.EMPTY));
			assertThat(peer.receive().payloadText()).isEqualTo("HELLO");
		}
	}

	@Test
	void shouldNotPushWhenPeerHasNotSaidHello() throws Exception {
		CompletableFuture<Exchange> seen = new CompletableFuture<>();
		VstpServer server = this.endpoints.server(seen::complete);
		try (RawPeer peer = connect(server)) {
			peer.send(data("x"));
			Exchange exchange = seen.get(5, TimeUnit.SECONDS);
			assertThatIllegalStateException().isThrownBy(() -> {
				try {
					exchange.session().send(data("unasked")).get();
				}
				catch (Exception ex) {
					throw ex.getCause();
				}
			}).withMessageContaining("HELLO");
			exchange.complete();
		}
	}

	@Test
	void shouldTurnAwayWhenThereAreTooManyConnections() throws Exception {
		VstpServer server = this.endpoints.server(Endpoints.ECHO, (options) -> options.maxConnections(1));
		try (RawPeer first = connect(server)) {
			first.send(data("x"));
			first.receive();
			try (RawPeer second = connect(server)) {
				assertThat(second.isAtEnd()).isTrue();
			}
			catch (java.net.SocketException ex) {
				assertThat(ex).hasMessageContaining("reset");
			}
			first.send(data("y"));
			assertThat(first.receive().payloadText()).isEqualTo("y");
		}
	}

	private static RawPeer connect(VstpServer server) throws Exception {
		return RawPeer.connect(server.address(Transport.TCP));
	}

	private static Frame data(String payload, String... headers) {
		return Frame.data(Headers.of(headers), payload);
	}

}
