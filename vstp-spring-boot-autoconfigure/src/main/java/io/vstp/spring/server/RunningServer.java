package io.vstp.spring.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import io.netty.handler.ssl.SslContext;
import io.vstp.frame.Transport;
import io.vstp.server.VstpServer;
import io.vstp.server.VstpServerOptions;
import io.vstp.spring.tls.BundleSslContext;
import io.vstp.transport.FrameHandler;
import org.jspecify.annotations.Nullable;

/**
 * A server that listens, and a thread that keeps the JVM alive for as long: the event
 * loops are daemons.
 *
 * @param server the server
 * @param endpoints where it listens
 * @param ended opened when the server has stopped
 */
record RunningServer(VstpServer server, List<VstpServerEndpoint> endpoints, CountDownLatch ended) {

	private static final String PLAIN = "plain";

	/**
	 * Starts a server.
	 * @param options how it works
	 * @param handler takes the frames
	 * @return the server that listens
	 * @throws io.vstp.server.VstpBindException if it cannot listen
	 */
	static RunningServer start(VstpServerOptions options, FrameHandler handler) {
		VstpServer server = VstpServer.create(options, handler);
		server.start();
		RunningServer running = new RunningServer(server, endpoints(server, options), new CountDownLatch(1));
		Thread keepAlive = new Thread(running::awaitEnd, "vstp-server");
		keepAlive.setDaemon(false);
		keepAlive.start();
		return running;
	}

	private static List<VstpServerEndpoint> endpoints(VstpServer server, VstpServerOptions options) {
		List<VstpServerEndpoint> endpoints = new ArrayList<>();
		for (Transport transport : Transport.values()) {
			InetSocketAddress address = server.address(transport);
			if (address != null) {
				String security = (transport == Transport.TCP) ? describeTls(options.tls()) : PLAIN;
				endpoints.add(new VstpServerEndpoint(transport, address, security));
			}
		}
		return List.copyOf(endpoints);
	}

	private static String describeTls(@Nullable Supplier<SslContext> tls) {
		if (tls == null) {
			return PLAIN;
		}
		return (tls instanceof BundleSslContext bundle) ? bundle.description() : "TLS";
	}

	/**
	 * Stops the server gracefully.
	 * @param timeout after which what is left is cut off
	 * @return completed when it has stopped
	 */
	CompletableFuture<Void> stop(Duration timeout) {
		return this.server.stop(timeout).whenComplete((result, ex) -> this.ended.countDown());
	}

	private void awaitEnd() {
		try {
			this.ended.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
