package io.vstp.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bad network between clients and one UDP server: it loses, doubles, reorders, damages
 * and delays datagrams, in each direction as its {@link UdpLeg} says, by dice from a
 * seed. The server sees each client at a port of its own; of more than 512 clients the
 * longest silent is forgotten.
 * <p>
 * With nothing set it loses nothing, as long as no more than some 3,000 datagrams are
 * waiting for it: its buffers are 4 MiB, which is the most that the kernel gives. When it
 * is cut, datagrams vanish: nobody is told.
 */
public final class UdpRelay implements Relay {

	private static final Logger logger = LoggerFactory.getLogger(UdpRelay.class);

	private final UdpLeg toServer = new UdpLeg();

	private final UdpLeg toClient = new UdpLeg();

	private final long seed;

	private final UdpForwarder forwarder;

	private UdpRelay(Builder builder) throws IOException {
		this.seed = builder.seed;
		builder.settings.accept(this.toServer);
		builder.settings.accept(this.toClient);
		this.forwarder = new UdpForwarder(new RelayPath(this.toServer, 2 * this.seed, builder.maxQueuedBytes),
				new RelayPath(this.toClient, 2 * this.seed + 1, builder.maxQueuedBytes), builder.port, builder.target);
		logger.info("Started {}", this);
	}

	/**
	 * Returns a builder of a relay whose target is set later.
	 * @return a builder with its defaults
	 */
	public static Builder builder() {
		return new Builder(null);
	}

	/**
	 * Returns a builder.
	 * @param target where datagrams of clients go, a resolved address on IPv4
	 * @return a builder with its defaults
	 * @throws IllegalArgumentException if the address is unresolved
	 */
	public static Builder builder(InetSocketAddress target) {
		return new Builder(RelayChecks.target(target));
	}

	@Override
	public InetSocketAddress address() {
		return this.forwarder.address();
	}

	@Override
	public @Nullable InetSocketAddress target() {
		return this.forwarder.target();
	}

	/**
	 * {@inheritDoc} Clients are seen at new ports then.
	 */
	@Override
	public UdpRelay target(InetSocketAddress target) {
		this.forwarder.target(RelayChecks.target(target));
		return this;
	}

	@Override
	public UdpRelay delay(Duration delay) {
		return both((leg) -> leg.delay(delay));
	}

	/**
	 * Sets something for both directions.
	 * @param settings called with each
	 * @return this relay
	 */
	public UdpRelay both(Consumer<UdpLeg> settings) {
		settings.accept(this.toServer);
		settings.accept(this.toClient);
		return this;
	}

	@Override
	public void cut() {
		both(UdpLeg::cut);
	}

	@Override
	public void restore() {
		both(UdpLeg::restore);
	}

	@Override
	public void reset() {
		both(UdpLeg::reset);
	}

	/**
	 * Returns the direction from the clients to the server.
	 * @return what may be set and read at any time
	 */
	public UdpLeg toServer() {
		return this.toServer;
	}

	/**
	 * Returns the direction from the server to the clients.
	 * @return what may be set and read at any time
	 */
	public UdpLeg toClient() {
		return this.toClient;
	}

	/**
	 * Returns what the dice began with.
	 * @return the seed, which was also logged
	 */
	public long seed() {
		return this.seed;
	}

	/**
	 * {@inheritDoc}
	 * @throws IllegalStateException if it had broken before
	 */
	@Override
	public void close() {
		this.forwarder.close();
	}

	/**
	 * Returns addresses, seed, settings and counters.
	 * @return a line for logs and messages of assertions
	 */
	@Override
	public String toString() {
		return "UDP relay %s -> %s, seed %d, to server [%s], to client [%s]".formatted(address(), target(), this.seed,
				this.toServer, this.toClient);
	}

	/**
	 * What both directions start with; each can be set apart from the other then.
	 */
	public static final class Builder {

		private final @Nullable InetSocketAddress target;

		private int port;

		private long seed = 1;

		private long maxQueuedBytes = 64 * 1024 * 1024;

		private Consumer<UdpLeg> settings = (leg) -> {
		};

		private Builder(@Nullable InetSocketAddress target) {
			this.target = target;
		}

		/**
		 * Sets the port on which to listen.
		 * @param port 1 to 65,535, or 0, the default, for any that is free
		 * @return this builder
		 */
		public Builder port(int port) {
			this.port = port;
			return this;
		}

		/**
		 * Sets what the dice begin with. The same seed has the same datagrams meet the
		 * same fate.
		 * @param seed any number; default 1
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
		 * @return a relay that runs, to be closed by the caller
		 * @throws IllegalArgumentException if a setting is out of range
		 * @throws UncheckedIOException if there is no port for it
		 */
		public UdpRelay start() {
			try {
				return new UdpRelay(this);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private Builder both(Consumer<UdpLeg> setting) {
			this.settings = this.settings.andThen(setting);
			return this;
		}

	}

}
