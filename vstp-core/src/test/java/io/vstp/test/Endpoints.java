package io.vstp.test;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

import io.vstp.client.Backoff;
import io.vstp.client.VstpClient;
import io.vstp.client.VstpClientOptions;
import io.vstp.frame.Frame;
import io.vstp.frame.Transport;
import io.vstp.server.VstpBindException;
import io.vstp.server.VstpServer;
import io.vstp.server.VstpServerOptions;
import io.vstp.transport.Exchange;
import io.vstp.transport.FrameHandler;
import io.vstp.transport.UdpListenerOptions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Servers and clients on loopback that are closed after the test, clients first.
 */
public final class Endpoints implements AfterEachCallback {

	/** Sends back what came. */
	public static final FrameHandler ECHO = (exchange) -> exchange
		.reply(Frame.data(exchange.frame().headers(), exchange.frame().payload().retain()));

	/**
	 * Has frames acknowledged by the handler alone, also over UDP.
	 * @param handler takes the frames
	 * @return a handler that promises nothing beforehand
	 */
	public static FrameHandler reticent(FrameHandler handler) {
		return new FrameHandler() {

			@Override
			public void handle(Exchange exchange) throws Exception {
				handler.handle(exchange);
			}

			@Override
			public boolean accepts(Frame frame, Transport transport) {
				return false;
			}

		};
	}

	private final Deque<AutoCloseable> open = new ArrayDeque<>();

	public VstpServer server(FrameHandler handler) {
		return server(handler, (options) -> {
		});
	}

	public VstpServer server(FrameHandler handler, Consumer<VstpServerOptions.Builder> customizer) {
		VstpServerOptions.Builder options = VstpServerOptions.builder()
			.bindAddress(new InetSocketAddress("127.0.0.1", 0));
		customizer.accept(options);
		VstpServer server = VstpServer.create(options.build(), handler);
		try {
			server.start();
		}
		catch (VstpBindException ex) {
			// The port of a server before is free once its event loop has come round.
			Awaitility.await().ignoreExceptionsInstanceOf(VstpBindException.class).until(() -> {
				server.start();
				return true;
			});
		}
		return closeLater(server);
	}

	/**
	 * Starts a server that listens with UDP alone.
	 * @param handler takes the frames
	 * @param customizer adjusts how it listens
	 * @return the server
	 */
	public VstpServer udpServer(FrameHandler handler, Consumer<UdpListenerOptions.Builder> customizer) {
		UdpListenerOptions.Builder options = UdpListenerOptions.builder()
			.bindAddress(new InetSocketAddress("127.0.0.1", 0));
		customizer.accept(options);
		return server(handler, (server) -> server.tcp(false).udp(options.build()));
	}

	public VstpServer udpServer(FrameHandler handler) {
		return udpServer(handler, (options) -> {
		});
	}

	public VstpClient udpClient(VstpServer server) {
		return udpClient(server.address(Transport.UDP).getPort(), (options) -> {
		});
	}

	public VstpClient udpClient(int port, Consumer<VstpClientOptions.Builder> customizer) {
		return client(port, (options) -> customizer.accept(options.transport(Transport.UDP)));
	}

	public VstpClient client(VstpServer server) {
		return client(server.address(Transport.TCP).getPort(), (options) -> {
		});
	}

	public VstpClient client(int port, Consumer<VstpClientOptions.Builder> customizer) {
		VstpClientOptions.Builder options = VstpClientOptions.builder("127.0.0.1", port)
			.callTimeout(Duration.ofSeconds(10))
			// A server that is slow to answer should not be taken for a part-1 peer.
			.handshakeTimeout(Duration.ofSeconds(10))
			.backoff(new Backoff(Duration.ofMillis(20), Duration.ofMillis(200), 0.5));
		customizer.accept(options);
		return closeLater(VstpClient.create(options.build()));
	}

	public <T extends AutoCloseable> T closeLater(T closeable) {
		this.open.push(closeable);
		return closeable;
	}

	@Override
	public void afterEach(ExtensionContext context) throws Exception {
		while (!this.open.isEmpty()) {
			this.open.pop().close();
		}
	}

}
