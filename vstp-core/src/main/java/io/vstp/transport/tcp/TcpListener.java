package io.vstp.transport.tcp;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.vstp.engine.session.CloseReason;
import io.vstp.frame.Transport;
import io.vstp.observe.ConnectionFailure;
import io.vstp.transport.EventLoops;
import io.vstp.transport.Listener;
import io.vstp.transport.ManagedSession;
import io.vstp.transport.PortRelease;
import io.vstp.transport.SessionListener;
import io.vstp.transport.dispatch.SessionConfig;
import org.jspecify.annotations.Nullable;

/**
 * Listens on a port and keeps the sessions of those who connect.
 */
public final class TcpListener implements Listener, SessionListener {

	private static final int BACKLOG = 1024;

	private static final int MAX_READ = 256 * 1024;

	private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

	private final Map<String, ManagedSession> sessions = new ConcurrentHashMap<>();

	private final EventLoops eventLoops;

	private final SessionConfig config;

	private final int maxConnections;

	private final Channel listening;

	private volatile boolean stopping;

	/**
	 * Begins to listen. Blocks until it does.
	 * @param address where
	 * @param eventLoops what runs the sessions
	 * @param config what they have in common
	 * @param maxConnections how many connections there may be at a time
	 * @param tls supplies the TLS context, or {@code null} for none
	 * @param tlsTimeout how long a TLS handshake may take
	 * @throws Exception if the address cannot be bound
	 */
	public TcpListener(InetSocketAddress address, EventLoops eventLoops, SessionConfig config, int maxConnections,
			@Nullable Supplier<SslContext> tls, Duration tlsTimeout) throws Exception {
		this.eventLoops = eventLoops;
		this.config = config;
		this.maxConnections = maxConnections;
		SessionInitializer initializer = new SessionInitializer(config, this, tls, tlsTimeout, null, 0);
		ChannelFuture bound = new ServerBootstrap().group(eventLoops.group())
			.channel(eventLoops.serverChannelType())
			.option(ChannelOption.SO_BACKLOG, BACKLOG)
			.option(ChannelOption.SO_REUSEADDR, true)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childOption(ChannelOption.SO_KEEPALIVE, true)
			.childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
			.childOption(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(64, 2048, MAX_READ))
			.handler(new Doorkeeper())
			.childHandler(initializer)
			.bind(address)
			.await();
		if (bound.cause() instanceof Exception cause) {
			throw cause;
		}
		this.listening = bound.channel();
	}

	@Override
	public InetSocketAddress address() {
		return (InetSocketAddress) this.listening.localAddress();
	}

	@Override
	public boolean isListening() {
		return this.listening.isActive();
	}

	@Override
	public Collection<ManagedSession> sessions() {
		return Collections.unmodifiableCollection(this.sessions.values());
	}

	@Override
	public @Nullable ManagedSession session(String id) {
		return this.sessions.get(id);
	}

	@Override
	public void opened(ManagedSession session) {
		this.sessions.put(session.id(), session);
		if (this.stopping) {
			session.close();
		}
	}

	@Override
	public void ended(ManagedSession session, CloseReason reason) {
		this.sessions.remove(session.id(), session);
	}

	@Override
	public CompletableFuture<Void> stop(Duration timeout) {
		this.stopping = true;
		CompletableFuture<Void> unbound = new CompletableFuture<>();
		this.listening.close()
			.addListener((future) -> PortRelease.of(this.listening).addListener((free) -> unbound.complete(null)));
		List<CompletableFuture<Void>> endings = this.sessions.values().stream().map(ManagedSession::close).toList();
		var cut = this.eventLoops.group().schedule(this::abort, timeout.toNanos(), TimeUnit.NANOSECONDS);
		return CompletableFuture.allOf(endings.toArray(CompletableFuture[]::new)).runAfterBoth(unbound, () -> {
			cut.cancel(false);
			this.channels.close();
		});
	}

	@Override
	public void close() {
		this.stopping = true;
		ChannelFuture closing = this.listening.close();
		abort();
		if (!closing.channel().eventLoop().inEventLoop()) {
			closing.awaitUninterruptibly();
			PortRelease.of(this.listening).awaitUninterruptibly();
		}
	}

	private void abort() {
		this.sessions.values().forEach((session) -> session.abort(CloseReason.ABORTED));
		this.channels.close();
	}

	/**
	 * Turns away those for whom there is no room.
	 */
	private final class Doorkeeper extends ChannelInboundHandlerAdapter {

		@Override
		public void channelRead(ChannelHandlerContext ctx, Object message) {
			Channel child = (Channel) message;
			if (TcpListener.this.channels.size() >= TcpListener.this.maxConnections) {
				TcpListener.this.config.observer()
					.connectionFailed(TcpListener.this.config.side(), Transport.TCP,
							ConnectionFailure.TOO_MANY_SESSIONS);
				child.unsafe().closeForcibly();
				return;
			}
			TcpListener.this.channels.add(child);
			ctx.fireChannelRead(child);
		}

	}

}
