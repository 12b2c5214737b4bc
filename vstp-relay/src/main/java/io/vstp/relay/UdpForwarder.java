package io.vstp.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets of a {@link UdpRelay} and the thread that reads them. Not on Netty: this is
 * what has to keep up with a transfer of 100 MB, and to the fraction of a millisecond.
 */
final class UdpForwarder implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(UdpForwarder.class);

	private static final int BUFFER_LENGTH = 4 * 1024 * 1024;

	private static final int MAX_CLIENTS = 512;

	/** A direction must not starve the other. */
	private static final int MAX_BURST = 64;

	private static final long PRECISE = TimeUnit.MILLISECONDS.toNanos(2);

	private final RelayPath pathToServer;

	private final RelayPath pathToClient;

	/** In the order in which they were last heard of. */
	private final Map<SocketAddress, Client> clients = new LinkedHashMap<>(16, 0.75f, true);

	private final ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);

	private final Selector selector;

	private final DatagramChannel front;

	private final InetSocketAddress address;

	private final Thread thread;

	private final AtomicBoolean closed = new AtomicBoolean();

	private volatile @Nullable InetSocketAddress target;

	private volatile @Nullable Throwable failure;

	UdpForwarder(RelayPath pathToServer, RelayPath pathToClient, int port, @Nullable InetSocketAddress target)
			throws IOException {
		this.pathToServer = pathToServer;
		this.pathToClient = pathToClient;
		this.target = target;
		this.selector = Selector.open();
		this.front = open();
		try {
			this.front.bind(Loopback.port(port));
		}
		catch (IOException ex) {
			this.front.close();
			this.selector.close();
			throw ex;
		}
		this.front.register(this.selector, SelectionKey.OP_READ);
		this.address = (InetSocketAddress) this.front.getLocalAddress();
		this.thread = new Thread(this::run, "udp-relay-" + this.address.getPort());
		this.thread.setDaemon(true);
		this.thread.start();
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

	private void run() {
		try {
			while (!this.closed.get()) {
				await();
				long now = System.nanoTime();
				this.pathToServer.forwardDue(now);
				this.pathToClient.forwardDue(now);
			}
		}
		catch (IOException | RuntimeException | Error ex) {
			if (!this.closed.get()) {
				this.failure = ex;
				logger.error("The UDP relay at {} broke and forwards nothing any more", this.address, ex);
			}
		}
	}

	private void await() throws IOException {
		long now = System.nanoTime();
		long nanos = Math.min(this.pathToServer.nanosToWait(now), this.pathToClient.nanosToWait(now));
		if (nanos > PRECISE) {
			// A selector knows milliseconds only, and 0 stands for ever.
			long millis = TimeUnit.NANOSECONDS.toMillis(nanos) - 1;
			this.selector.select(this::read, (nanos == Long.MAX_VALUE) ? 0 : millis);
		}
		else if (this.selector.selectNow(this::read) == 0 && nanos > 0) {
			LockSupport.parkNanos(Math.min(nanos, 50_000));
		}
	}

	private void read(SelectionKey key) {
		try {
			if (key.attachment() instanceof Client client) {
				readFromServer(client);
			}
			else {
				readFromClients();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void readFromClients() throws IOException {
		for (int i = 0; i < MAX_BURST; i++) {
			this.buffer.clear();
			SocketAddress source = this.front.receive(this.buffer);
			if (source == null) {
				return;
			}
			this.buffer.flip();
			Client client = client(source);
			this.pathToServer.accept(this.buffer, (client != null) ? client.toServer : (datagram) -> 0);
		}
	}

	private void readFromServer(Client client) throws IOException {
		for (int i = 0; i < MAX_BURST && client.upstream.isOpen(); i++) {
			this.buffer.clear();
			try {
				if (client.upstream.receive(this.buffer) == null) {
					return;
				}
			}
			catch (PortUnreachableException ex) {
				// An earlier datagram found the server gone; it may come back.
				continue;
			}
			this.buffer.flip();
			this.pathToClient.accept(this.buffer, client.toClient);
		}
	}

	private @Nullable Client client(SocketAddress source) throws IOException {
		InetSocketAddress target = this.target;
		Client client = this.clients.get(source);
		if (client != null && !client.target.equals(target)) {
			this.clients.remove(source);
			client.upstream.close();
			client = null;
		}
		if (client == null && target != null) {
			client = connect(source, target);
			this.clients.put(source, client);
			if (this.clients.size() > MAX_CLIENTS) {
				Iterator<Client> all = this.clients.values().iterator();
				all.next().upstream.close();
				all.remove();
			}
		}
		return client;
	}

	private Client connect(SocketAddress source, InetSocketAddress target) throws IOException {
		DatagramChannel upstream = open();
		upstream.connect(target);
		Client client = new Client(target, upstream, upstream::write, (datagram) -> this.front.send(datagram, source));
		upstream.register(this.selector, SelectionKey.OP_READ, client);
		return client;
	}

	private static DatagramChannel open() throws IOException {
		DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
		channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_LENGTH);
		channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_LENGTH);
		channel.configureBlocking(false);
		return channel;
	}

	@Override
	public void close() {
		if (!this.closed.compareAndSet(false, true)) {
			return;
		}
		this.selector.wakeup();
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		try {
			for (Client client : this.clients.values()) {
				client.upstream.close();
			}
			this.front.close();
			this.selector.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		if (this.failure != null) {
			throw new IllegalStateException("The relay broke", this.failure);
		}
	}

	private record Client(InetSocketAddress target, DatagramChannel upstream, RelayExit toServer, RelayExit toClient) {
	}

}
