package io.vstp.transport.tls;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.pkitesting.X509Bundle;
import io.vstp.client.VstpClient;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.server.VstpServer;
import io.vstp.test.Endpoints;
import io.vstp.test.RawPeer;
import io.vstp.test.TestCertificates;
import io.vstp.transport.Exchange;
import io.vstp.transport.VstpConnectionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * TLS on both sides.
 */
class TlsIT {

	private static X509Bundle localhost;

	@RegisterExtension
	private final Endpoints endpoints = new Endpoints();

	@BeforeAll
	static void makeCertificate() throws Exception {
		localhost = TestCertificates.forHost("localhost");
	}

	@Test
	void shouldCarryFramesOverTls13() throws Exception {
		VstpClient client = client(server(serverContext(localhost, ClientAuth.NONE)), clientContext(localhost, false));
		byte[] payload = new byte[1_000_000];
		payload[777_777] = 7;
		Frame reply = client.exchange(Frame.data(Headers.EMPTY, payload), null).get(10, TimeUnit.SECONDS);
		assertThat(reply.payloadBytes()).isEqualTo(payload);
		reply.release();
	}

	@Test
	void shouldSpeakNothingOlderThanTls13() throws Exception {
		VstpServer server = server(serverContext(localhost, ClientAuth.NONE));
		SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
		try (SSLSocket socket = (SSLSocket) factory.createSocket("127.0.0.1",
				server.address(Transport.TCP).getPort())) {
			socket.setEnabledProtocols(new String[] { "TLSv1.2" });
			assertThatExceptionOfType(javax.net.ssl.SSLException.class).isThrownBy(socket::startHandshake)
				.withMessageContaining("protocol_version");
		}
	}

	@Test
	void shouldRefuseWhenCertificateIsForAnotherHost() throws Exception {
		X509Bundle other = TestCertificates.forHost("other.example");
		VstpClient client = client(server(serverContext(other, ClientAuth.NONE)), clientContext(other, false));
		assertFailure(client, "127.0.0.1");
	}

	@Test
	void shouldRefuseWhenCertificateIsNotTrusted() throws Exception {
		VstpClient client = client(server(serverContext(localhost, ClientAuth.NONE)),
				clientContext(TestCertificates.forHost("localhost"), false));
		assertFailure(client, "cannot be reached");
	}

	@Test
	void shouldKnowTheClientWhenItShowsACertificate() throws Exception {
		VstpServer server = server(serverContext(localhost, ClientAuth.REQUIRE));
		VstpClient known = client(server, clientContext(localhost, true));
		known.exchange(Frame.data(Headers.EMPTY, "x"), null).get(10, TimeUnit.SECONDS).release();
		VstpClient unknown = client(server, clientContext(localhost, false));
		assertFailure(unknown, "cannot be reached");
	}

	@Test
	void shouldCloseWhenPeerSpeaksPlainly() throws Exception {
		try (RawPeer peer = RawPeer.connect(server(serverContext(localhost, ClientAuth.NONE)).address(Transport.TCP))) {
			peer.send(Frame.data(Headers.EMPTY, "x"));
			peer.input().readAllBytes();
			assertThat(peer.isAtEnd()).isTrue();
		}
	}

	@Test
	void shouldAnswerWhatIsInFlightWhenStopped() throws Exception {
		SslContext context = serverContext(localhost, ClientAuth.NONE);
		CompletableFuture<Exchange> held = new CompletableFuture<>();
		VstpServer server = this.endpoints.server(held::complete, (options) -> options.tls(() -> context));
		VstpClient client = client(server, clientContext(localhost, false));
		CompletableFuture<Frame> reply = client.exchange(Frame.data(Headers.EMPTY, "x"), null);
		Exchange exchange = held.get(10, TimeUnit.SECONDS);
		CompletableFuture<Void> stopped = server.stop(Duration.ofSeconds(10));
		Endpoints.ECHO.handle(exchange);
		stopped.get(20, TimeUnit.SECONDS);
		reply.get(10, TimeUnit.SECONDS).release();
	}

	private VstpServer server(SslContext context) {
		return this.endpoints.server(Endpoints.ECHO, (options) -> options.tls(() -> context));
	}

	private VstpClient client(VstpServer server, SslContext context) {
		return this.endpoints.client(server.address(Transport.TCP).getPort(), (options) -> options.tls(() -> context));
	}

	private static SslContext serverContext(X509Bundle bundle, ClientAuth clientAuth) throws Exception {
		return TlsContexts.server(bundle.toKeyManagerFactory(), bundle.toTrustManagerFactory(), clientAuth, null, null);
	}

	private static SslContext clientContext(X509Bundle bundle, boolean showsCertificate) throws Exception {
		return TlsContexts.client(showsCertificate ? bundle.toKeyManagerFactory() : null,
				bundle.toTrustManagerFactory(), null, null);
	}

	private static void assertFailure(VstpClient client, String message) {
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> client.exchange(Frame.data(Headers.EMPTY, "x"), null).get(10, TimeUnit.SECONDS))
			.withCauseInstanceOf(VstpConnectionException.class)
			.withMessageContaining(message);
	}

}
