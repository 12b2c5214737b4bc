package io.vstp.test;

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
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A bad network between clients and one server on loopback: it loses, doubles, reorders,
 * damages and delays datagrams, in each direction as its {@link RelayLeg} says, by dice
 * from a seed. The server sees each client at a port of its own.
 * <p>
 * With nothing set it loses nothing, as long as no more than some 3,000 datagrams are
 * waiting for it: its buffers are 4 MiB, which is the most that the kernel gives.
 */
public final class ChaosUdpRelay implements AutoCloseable {

	private static final int BUFFER_LENGTH = 4 * 1024 * 1024;

	private static final int MAX_CLIENTS = 1_024;

	/** A direction must not starve the other. */
	private static final int MAX_BURST = 64;

	private static final long PRECISE = TimeUnit.MILLISECONDS.toNanos(2);

	private final InetSocketAddress server;

	private final RelayLeg toServer = new RelayLeg();

	private final RelayLeg toClient = new RelayLeg();

	private final RelayPath pathToServer;

	private final RelayPath pathToClient;

	private final Map<SocketAddress, Client> clients = new HashMap<>();

	private final ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);

	private final Selector selector;

	private final DatagramChannel front;

	private final InetSocketAddress address;

	private final Thread thread;

	private volatile boolean closed;

	private volatile Throwable failure;

	private ChaosUdpRelay(Builder builder) throws IOException {
		this.server = builder.server;
		this.pathToServer = new RelayPath(this.toServer, 2 * builder.seed, builder.maxQueuedBytes);
		this.pathToClient = new RelayPath(this.toClient, 2 * builder.seed + 1, builder.maxQueuedBytes);
		builder.settings.accept(this.toServer);
		builder.settings.accept(this.toClient);
		this.selector = Selector.open();
		this.front = open();
		this.front.bind(new InetSocketAddress("127.0.0.1", 0));
		this.front.register(this.selector, SelectionKey.OP_READ);
		this.address = (InetSocketAddress) this.front.getLocalAddress();
		this.thread = new Thread(this::run, "chaos-udp-relay-" + this.address.getPort());
		this.thread.setDaemon(true);
	}

	/**
	 * Returns a builder.
	 * @param server where datagrams of clients go, on IPv4
	 * @return a builder with its defaults
	 */
	public static Builder builder(InetSocketAddress server) {
		return new Builder(server);
	}

	/**
	 * Returns where clients send to.
	 * @return an address on loopback
	 */
	public InetSocketAddress address() {
		return this.address;
	}

	/**
	 * Cuts both directions.
	 */
	public void cut() {
		this.toServer.cut();
		this.toClient.cut();
	}

	/**
	 * Restores both directions.
	 */
	public void restore() {
		this.toServer.restore();
		this.toClient.restore();
	}

	/**
	 * Returns the direction from the clients to the server.
	 * @return what may be set and read at any time
	 */
	public RelayLeg toServer() {
		return this.toServer;
	}

	/**
	 * Returns the direction from the server to the clients.
	 * @return what may be set and read at any time
	 */
	public RelayLeg toClient() {
		return this.toClient;
	}

	private void run() {
		try {
			while (!this.closed) {
				await();
				long now = System.nanoTime();
				this.pathToServer.forwardDue(now);
				this.pathToClient.forwardDue(now);
			}
		}
		catch (IOException | RuntimeException | Error ex) {
			this.failure = this.closed ? null : ex;
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
			if (client != null) {
				this.pathToServer.accept(this.buffer, client.toServer);
			}
		}
	}

	private void readFromServer(Client client) throws IOException {
		for (int i = 0; i < MAX_BURST; i++) {
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

	private Client client(SocketAddress source) throws IOException {
		Client client = this.clients.get(source);
		if (client == null && this.clients.size() < MAX_CLIENTS) {
			DatagramChannel upstream = open();
			upstream.connect(this.server);
			client = new Client(upstream, upstream::write, (datagram) -> this.front.send(datagram, source));
			upstream.register(this.selector, SelectionKey.OP_READ, client);
			this.clients.put(source, client);
		}
		return client;
	}

	private static DatagramChannel open() throws IOException {
		DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
		channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_LENGTH);
		channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_LENGTH);
		channel.configureBlocking(false);
		return channel;
	}

	/**
	 * Ends the relay and closes its sockets.
	 * @throws IllegalStateException if it had broken before
	 */
	@Override
	public void close() throws IOException {
		if (this.closed) {
			return;
		}
		this.closed = true;
		this.selector.wakeup();
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		for (Client client : this.clients.values()) {
			client.upstream.close();
		}
		this.front.close();
		this.selector.close();
		if (this.failure != null) {
			throw new IllegalStateException("The relay broke", this.failure);
		}
	}

	private record Client(DatagramChannel upstream, RelayExit toServer, RelayExit toClient) {
	}

	/**
	 * What both directions start with; each can be set apart from the other then.
	 */
	public static final class Builder {

		private final InetSocketAddress server;

		private long seed = 1;

		private long maxQueuedBytes = 64 * 1024 * 1024;

		private Consumer<RelayLeg> settings = (leg) -> {
		};

		private Builder(InetSocketAddress server) {
			this.server = server;
		}

		/**
		 * Sets what the dice begin with.
		 * @param seed any number, from {@link Seeds#next()} most often; default 1
		 * @return this builder
		 */
		public Builder seed(long seed) {
			this.seed = seed;
			return this;
		}

		/**
		 * Sets which part of the datagrams gets lost.
		 * @param rate 0 to 1; default 0
		 * @return this builder
		 */
		public Builder loss(double rate) {
			return both((leg) -> leg.loss(rate));
		}

		/**
		 * Sets which part of the datagrams goes out twice.
		 * @param rate 0 to 1; default 0
		 * @return this builder
		 */
		public Builder duplication(double rate) {
			return both((leg) -> leg.duplication(rate));
		}

		/**
		 * Sets which part of the datagrams is overtaken by later ones.
		 * @param rate 0 to 1; default 0
		 * @return this builder
		 */
		public Builder reordering(double rate) {
			return both((leg) -> leg.reordering(rate));
		}

		/**
		 * Sets in which part of the datagrams a byte is changed.
		 * @param rate 0 to 1; default 0
		 * @return this builder
		 */
		public Builder corruption(double rate) {
			return both((leg) -> leg.corruption(rate));
		}

		/**
		 * Sets how long each datagram takes.
		 * @param delay one way; default zero
		 * @return this builder
		 */
		public Builder delay(Duration delay) {
			return both((leg) -> leg.delay(delay));
		}

		/**
		 * Sets how much longer a datagram may take.
		 * @param jitter the most that is added to the delay; default zero
		 * @return this builder
		 */
		public Builder jitter(Duration jitter) {
			return both((leg) -> leg.jitter(jitter));
		}

		/**
		 * Sets how much may wait in each direction; what is beyond is dropped.
		 * @param bytes default 64 MiB
		 * @return this builder
		 */
		public Builder maxQueuedBytes(long bytes) {
			this.maxQueuedBytes = bytes;
			return this;
		}

		/**
		 * Opens the relay.
		 * @return a relay that runs
		 * @throws IOException if there is no port for it
		 */
		public ChaosUdpRelay start() throws IOException {
			ChaosUdpRelay relay = new ChaosUdpRelay(this);
			relay.thread.start();
			return relay;
		}

		private Builder both(Consumer<RelayLeg> setting) {
			this.settings = this.settings.andThen(setting);
			return this;
		}

	}

}
