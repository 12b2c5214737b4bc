package io.vstp.transport;

import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.function.Consumer;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.pkitesting.X509Bundle;
import io.vstp.client.TransportChoice;
import io.vstp.client.VstpClient;
import io.vstp.client.VstpClientOptions;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.server.VstpServer;
import io.vstp.test.Endpoints;
import io.vstp.test.RawPeer;
import io.vstp.test.RecordingObserver;
import io.vstp.test.TestCertificates;
import io.vstp.transport.tls.TlsContexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What observers are told of connections that do not come about.
 */
class ConnectionFailureIT {

	@RegisterExtension
	private final Endpoints endpoints = new Endpoints();

	private final RecordingObserver observer = new RecordingObserver();

	@Test
	void shouldTellWhenServerHasTooManySessions() throws Exception {
		VstpServer server = this.endpoints.server(Endpoints.ECHO,
				(options) -> options.maxConnections(1).observer(this.observer));
		try (RawPeer first = RawPeer.connect(server.address(Transport.TCP))) {
			await().until(() -> server.sessions().size() == 1);
			try (RawPeer second = RawPeer.connect(server.address(Transport.TCP))) {
				await().until(() -> !this.observer.events().isEmpty());
			}
			assertThat(first.socket().isClosed()).isFalse();
		}
		assertThat(this.observer.events()).containsExactly("SERVER TCP failed TOO_MANY_SESSIONS");
	}

	@Test
	void shouldTellWhenNobodyListens() throws Exception {
		int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		connect(port, (options) -> {
		});
		expect("CLIENT TCP failed UNREACHABLE");
	}

	@Test
	void shouldTellWhenThereIsNoSuchHost() {
		for (TransportChoice transport : new TransportChoice[] { TransportChoice.TCP, TransportChoice.UDP }) {
			VstpClientOptions options = VstpClientOptions.builder("no-such-host.invalid", 1)
				.transport(transport)
				.observer(this.observer)
				.build();
			this.endpoints.closeLater(VstpClient.create(options)).connect();
			expect("CLIENT %s failed UNRESOLVED".formatted(transport));
		}
	}

	@Test
	void shouldTellBothEndsWhenCertificateIsNotTrusted() throws Exception {
		VstpServer server = tlsServer(Duration.ofSeconds(5));
		SslContext trusting = TlsContexts.client(null, TestCertificates.forHost("localhost").toTrustManagerFactory(),
				null, null);
		connect(server.address(Transport.TCP).getPort(), (options) -> options.tls(() -> trusting));
		expect("CLIENT TCP failed TLS");
		expect("SERVER TCP failed TLS");
	}

	@Test
	void shouldTellWhenPeerLeavesBeforeTls() throws Exception {
		VstpServer server = tlsServer(Duration.ofSeconds(5));
		new Socket("127.0.0.1", server.address(Transport.TCP).getPort()).close();
		expect("SERVER TCP failed CLOSED");
	}

	@Test
	void shouldTellWhenPeerIsSilentInsteadOfTls() throws Exception {
		VstpServer server = tlsServer(Duration.ofMillis(50));
		try (Socket silent = new Socket("127.0.0.1", server.address(Transport.TCP).getPort())) {
			expect("SERVER TCP failed TIMED_OUT");
			assertThat(silent.isClosed()).isFalse();
		}
	}

	@Test
	void shouldTellNothingWhenAllIsWell() throws Exception {
		VstpServer server = this.endpoints.server(Endpoints.ECHO, (options) -> options.observer(this.observer));
		this.endpoints.client(server).exchange(Frame.data(Headers.EMPTY, "x"), null).get().release();
		assertThat(this.observer.events()).isEmpty();
	}

	private void expect(String event) {
		// A name server may be slow to say that there is no such host.
		await().atMost(Duration.ofSeconds(25)).untilAsserted(() -> assertThat(this.observer.events()).contains(event));
	}

	private void connect(int port, Consumer<VstpClientOptions.Builder> customizer) {
		this.endpoints.client(port, (options) -> {
			options.observer(this.observer);
			customizer.accept(options);
		}).connect();
	}

	private VstpServer tlsServer(Duration timeout) throws Exception {
		X509Bundle own = TestCertificates.forHost("localhost");
		SslContext context = TlsContexts.server(own.toKeyManagerFactory(), null, ClientAuth.NONE, null, null);
		return this.endpoints.server(Endpoints.ECHO,
				(options) -> options.tls(() -> context).handshakeTimeout(timeout).observer(this.observer));
	}

}
