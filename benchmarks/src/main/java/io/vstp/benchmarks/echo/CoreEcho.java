package io.vstp.benchmarks.echo;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.vstp.client.VstpClient;
import io.vstp.client.VstpClientOptions;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.observe.VstpObserver;
import io.vstp.server.VstpServer;
import io.vstp.server.VstpServerOptions;
import io.vstp.transport.EventLoops;
import io.vstp.transport.UdpListenerOptions;
import org.jspecify.annotations.Nullable;

/**
 * An echo without Spring, on event loops that both ends share. The handler runs on them,
 * and so does the client's code.
 */
final class CoreEcho implements Echo {

	private static final Headers HEADERS = Headers.of("op", "echo");

	private final EventLoops eventLoops;

	private final VstpServer server;

	private final VstpClient client;

	CoreEcho(Transport transport, VstpObserver observer) {
		this.eventLoops = EventLoops.create(0, "vstp-io");
		InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
		this.server = VstpServer.create(
				VstpServerOptions.builder()
					.bindAddress(anyPort)
					.tcp(transport == Transport.TCP)
					.udp((transport == Transport.UDP) ? UdpListenerOptions.builder().bindAddress(anyPort).build()
							: null)
					.eventLoops(this.eventLoops)
					.observer(observer)
					.build(),
				(exchange) -> exchange.reply(Frame.data(Headers.EMPTY, exchange.frame().payload().retain())));
		this.server.start();
		InetSocketAddress address = Objects.requireNonNull(this.server.address(transport));
		this.client = VstpClient.create(VstpClientOptions.builder(address.getHostString(), address.getPort())
			.transport(transport)
			.eventLoops(this.eventLoops)
			.observer(observer)
			.build());
		this.client.connect().join();
	}

	@Override
	public CompletableFuture<byte @Nullable []> call(byte[] payload) {
		return this.client.exchange(Frame.data(HEADERS, payload), null).thenApply((reply) -> {
			try {
				return reply.payloadBytes();
			}
			finally {
				reply.release();
			}
		});
	}

	@Override
	public void close() {
		this.client.close();
		this.server.close();
		this.eventLoops.close();
	}

}
