package io.vstp.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets of a {@link TcpRelay}, all on one event loop.
 */
final class TcpForwarder implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(TcpForwarder.class);

	private static final int MAX_ATTEMPTS = 200;

	private static final long PAUSE_NANOS = 5_000_000;

	private static final int MAX_CONNECTIONS = 1_024;

	private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("tcp-relay", true),
			NioIoHandler.newFactory());

	private final LongAdder accepted = new LongAdder();

	/** Used on the event loop alone. */
	private final Set<TcpConnection> connections = new LinkedHashSet<>();

	private final TcpLeg toServer;

	private final TcpLeg toClient;

	private final ByteBufAllocator allocator;

	private final InetSocketAddress address;

	private volatile @Nullable InetSocketAddress target;

	private volatile int open;

	private @Nullable Channel listener;

	private @Nullable Socket placeholder;

	private boolean closed;

	TcpForwarder(TcpLeg toServer, TcpLeg toClient, ByteBufAllocator allocator, int port,
			@Nullable InetSocketAddress target) {
		this.toServer = toServer;
		this.toClient = toClient;
		this.allocator = allocator;
		this.target = target;
		try {
			this.listener = listen(Loopback.port(port));
		}
		catch (UncheckedIOException ex) {
			shutDown();
			throw ex;
		}
		this.address = (InetSocketAddress) this.listener.localAddress();
	}

	InetSocketAddress address() {
		return this.address;
	}

	@Nullable InetSocketAddress target() {
		return this.target;
	}

	void target(InetSocketAddress target) {
		this.target = target;
	}

	int open() {
		return this.open;
	}

	long accepted() {
		return this.accepted.sum();
	}

	/**
	 * Resets all connections and refuses new ones. The port stays taken, by a socket that
	 * does not listen, so that no one else gets it meanwhile.
	 */
	synchronized void cut() {
		Channel channel = this.listener;
		if (channel != null) {
			this.listener = null;
			channel.close().awaitUninterruptibly();
			resetAll();
			this.placeholder = occupy();
		}
	}

	synchronized void restore() {
		if (this.listener == null && !this.closed) {
			vacate();
			this.listener = listenAgain();
		}
	}

	// A socket that was closed may hold its port until its event loop comes round.
	private Channel listenAgain() {
		for (int i = 0; i < MAX_ATTEMPTS; i++) {
			try {
				return listen(this.address);
			}
			catch (UncheckedIOException ex) {
				logger.debug("Trying again", ex);
				LockSupport.parkNanos(PAUSE_NANOS);
			}
		}
		return listen(this.address);
	}

	synchronized void resetBroken() {
		if (!this.group.isShuttingDown()) {
			this.group.execute(() -> List.copyOf(this.connections)
				.stream()
				.filter(TcpConnection::isBroken)
				.forEach(TcpConnection::reset));
		}
	}

	@Override
	public synchronized void close() {
		if (!this.closed) {
			this.closed = true;
			cut();
			vacate();
			shutDown();
		}
	}

	private Channel listen(InetSocketAddress local) {
		ChannelFuture bound = new ServerBootstrap().group(this.group)
			.channel(NioServerSocketChannel.class)
			.option(ChannelOption.SO_REUSEADDR, true)
			.childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
			.childOption(ChannelOption.AUTO_READ, false)
			.childOption(ChannelOption.ALLOCATOR, this.allocator)
			.childHandler(new ChannelInitializer<SocketChannel>() {

				@Override
				protected void initChannel(SocketChannel channel) {
					accept(channel);
				}

			})
			.bind(local)
			.awaitUninterruptibly();
		if (!bound.isSuccess()) {
			throw new UncheckedIOException(new IOException("Cannot listen at " + local, bound.cause()));
		}
		return bound.channel();
	}

	private void accept(SocketChannel client) {
		InetSocketAddress target = this.target;
		boolean blackhole = this.toServer.isBlackhole();
		if ((target == null && !blackhole) || this.connections.size() == MAX_CONNECTIONS) {
			TcpConnection.reset(client);
			return;
		}
		this.accepted.increment();
		TcpConnection[] self = new TcpConnection[1];
		TcpConnection connection = new TcpConnection(client, this.toServer, this.toClient, () -> forget(self[0]));
		self[0] = connection;
		this.connections.add(connection);
		this.open = this.connections.size();
		client.pipeline().addLast(connection.toServer());
		if (target == null || blackhole) {
			connection.strand();
		}
		else {
			connect(connection, target);
		}
	}

	private void connect(TcpConnection connection, InetSocketAddress target) {
		new Bootstrap().group(this.group)
			.channel(NioSocketChannel.class)
			.option(ChannelOption.ALLOW_HALF_CLOSURE, true)
			.option(ChannelOption.AUTO_READ, false)
			.option(ChannelOption.ALLOCATOR, this.allocator)
			.handler(connection.toClient())
			.connect(target)
			.addListener((ChannelFuture connected) -> {
				if (connected.isSuccess()) {
					connection.open((SocketChannel) connected.channel());
				}
				else {
					logger.debug("No connection to {}", target, connected.cause());
					connection.reset();
				}
			});
	}

	private void forget(TcpConnection connection) {
		this.connections.remove(connection);
		this.open = this.connections.size();
	}

	private void resetAll() {
		this.group.submit(() -> List.copyOf(this.connections).forEach(TcpConnection::reset)).awaitUninterruptibly();
	}

	private @Nullable Socket occupy() {
		for (int i = 0; i < MAX_ATTEMPTS; i++) {
			Socket socket = tryOccupy();
			if (socket != null) {
				return socket;
			}
			LockSupport.parkNanos(PAUSE_NANOS);
		}
		logger.warn("The port of {} may be taken by somebody else until the relay is restored", this.address);
		return null;
	}

	private @Nullable Socket tryOccupy() {
		Socket socket = new Socket();
		try {
			socket.setReuseAddress(true);
			socket.bind(this.address);
			return socket;
		}
		catch (IOException ex) {
			logger.debug("{} is not free yet", this.address, ex);
			close(socket);
			return null;
		}
	}

	private void vacate() {
		Socket socket = this.placeholder;
		if (socket != null) {
			this.placeholder = null;
			close(socket);
		}
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void shutDown() {
		this.group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
	}

}
