package io.vstp.spring.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import io.netty.handler.ssl.SslContext;
import io.vstp.server.VstpServer;
import io.vstp.server.VstpServerOptions;
import io.vstp.transport.FrameHandler;
import org.jspecify.annotations.Nullable;

/**
 * A server that listens, and a thread that keeps the JVM alive for as long: the event
 * loops are daemons.
 *
 * @param server the server
 * @param address where it listens
 * @param tls how its connections are secured, or {@code null} if they are not
 * @param ended opened when the server has stopped
 */
record RunningServer(VstpServer server, InetSocketAddress address, @Nullable Supplier<SslContext> tls,
		CountDownLatch ended) {

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
		InetSocketAddress address = server.address();
		RunningServer running = new RunningServer(server, (address != null) ? address : options.bindAddress(),
				options.tls(), new CountDownLatch(1));
		Thread keepAlive = new Thread(running::awaitEnd, "vstp-server");
		keepAlive.setDaemon(false);
		keepAlive.start();
		return running;
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
