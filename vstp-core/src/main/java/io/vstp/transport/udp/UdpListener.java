package io.vstp.transport.udp;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.vstp.engine.session.CloseReason;
import io.vstp.transport.EventLoops;
import io.vstp.transport.Listener;
import io.vstp.transport.PortRelease;
import io.vstp.transport.Reassemblies;
import io.vstp.transport.UdpListenerOptions;
import io.vstp.transport.VstpSession;
import io.vstp.transport.dispatch.SessionConfig;
import org.jspecify.annotations.Nullable;

/**
 * Takes the datagrams that come to a port, and keeps a session for each address that they
 * come from.
 */
public final class UdpListener implements Listener {

	private final EventLoops eventLoops;

	private final ServerPort port;

	private final Channel channel;

	/**
	 * Begins to listen. Blocks until it does.
	 * @param options how
	 * @param eventLoops what runs the sessions
	 * @param config what they have in common
	 * @throws Exception if the address cannot be bound
	 */
	public UdpListener(UdpListenerOptions options, EventLoops eventLoops, SessionConfig config) throws Exception {
		this.eventLoops = eventLoops;
		this.port = new ServerPort(options, config, eventLoops.segmentsDatagrams());
		ChannelFuture bound = UdpChannels.bootstrap(eventLoops, options.datagrams(), this.port)
			.bind(options.bindAddress())
			.await();
		if (bound.cause() instanceof Exception cause) {
			throw cause;
		}
		this.channel = bound.channel();
	}

	@Override
	public InetSocketAddress address() {
		return (InetSocketAddress) this.channel.localAddress();
	}

	@Override
	public boolean isListening() {
		return this.channel.isActive() && !this.port.isStopping();
	}

	@Override
	public Collection<? extends VstpSession> sessions() {
		return this.port.peers();
	}

	@Override
	public @Nullable VstpSession session(String id) {
		return this.port.peer(id);
	}

	@Override
	public Reassemblies reassemblies() {
		return this.port.reassemblies();
	}

	@Override
	public CompletableFuture<Void> stop(Duration timeout) {
		this.port.stop();
		CompletableFuture<Void> closed = new CompletableFuture<>();
		var cut = this.eventLoops.group().schedule(this::abort, timeout.toNanos(), TimeUnit.NANOSECONDS);
		// On the event loop nobody is admitted meanwhile.
		this.port.execute(() -> {
			List<CompletableFuture<Void>> endings = new ArrayList<>();
			this.port.peers().forEach((session) -> endings.add(session.close()));
			CompletableFuture.allOf(endings.toArray(CompletableFuture[]::new)).whenComplete((done, failure) -> {
				cut.cancel(false);
				this.channel.close()
					.addListener((future) -> PortRelease.of(this.channel).addListener((free) -> closed.complete(null)));
			});
		});
		return closed;
	}

	@Override
	public void close() {
		this.port.stop();
		abort();
		ChannelFuture closing = this.channel.close();
		if (!this.channel.eventLoop().inEventLoop()) {
			closing.awaitUninterruptibly();
			PortRelease.of(this.channel).awaitUninterruptibly();
		}
	}

	private void abort() {
		this.port.peers().forEach((session) -> session.abort(CloseReason.ABORTED));
	}

}
