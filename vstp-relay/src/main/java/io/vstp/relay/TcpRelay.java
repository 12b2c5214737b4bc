package io.vstp.relay;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bad network between clients and one TCP server: it delays and slows down, in each
 * direction as its {@link TcpLeg} says, and can be cut off in two ways. {@link #cut()} is
 * what a server that has died looks like: connections are reset, new ones refused.
 * {@link #blackhole()} is a network that has gone: nobody is told anything.
 * <p>
 * Each connection of a client has one to the server. When there is none to be had, or
 * there are 1,024 already, the client's is reset. At most 4 MiB of each direction of a
 * connection wait in the relay; then it stops reading.
 */
public final class TcpRelay implements Relay {

	private static final Logger logger = LoggerFactory.getLogger(TcpRelay.class);

	private final TcpLeg toServer = new TcpLeg(this::restored);

	private final TcpLeg toClient = new TcpLeg(this::restored);

	private final TcpForwarder forwarder;

	private TcpRelay(Builder builder) {
		builder.settings.accept(this.toServer);
		builder.settings.accept(this.toClient);
		this.forwarder = new TcpForwarder(this.toServer, this.toClient, builder.allocator, builder.port,
				builder.target);
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
	 * @param target where connections of clients go, a resolved address
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
	 * {@inheritDoc} Connections that are open stay where they are.
	 */
	@Override
	public TcpRelay target(InetSocketAddress target) {
		this.forwarder.target(RelayChecks.target(target));
		return this;
	}

	@Override
	public TcpRelay delay(Duration delay) {
		return both((leg) -> leg.delay(delay));
	}

	/**
	 * Sets something for both directions.
	 * @param settings called with each
	 * @return this relay
	 */
	public TcpRelay both(Consumer<TcpLeg> settings) {
		settings.accept(this.toServer);
		settings.accept(this.toClient);
		return this;
	}

	/**
	 * Resets all connections, and refuses new ones until {@link #restore()}.
	 */
	@Override
	public void cut() {
		this.forwarder.cut();
	}

	/**
	 * Swallows everything in both directions until {@link #restore()}. Connections stay
	 * open, and new ones seem to succeed.
	 */
	public void blackhole() {
		both(TcpLeg::blackhole);
	}

	/**
	 * Ends what {@link #cut()} or {@link #blackhole()} began. Connections of which
	 * something was swallowed are reset soon after.
	 * @throws java.io.UncheckedIOException if the port was lost to somebody else
	 */
	@Override
	public void restore() {
		this.forwarder.restore();
		both(TcpLeg::restore);
	}

	@Override
	public void reset() {
		this.forwarder.restore();
		both(TcpLeg::reset);
	}

	/**
	 * Returns the direction from the clients to the server.
	 * @return what may be set and read at any time
	 */
	public TcpLeg toServer() {
		return this.toServer;
	}

	/**
	 * Returns the direction from the server to the clients.
	 * @return what may be set and read at any time
	 */
	public TcpLeg toClient() {
		return this.toClient;
	}

	/**
	 * Returns how many connections of clients are open.
	 * @return the number now
	 */
	public int connections() {
		return this.forwarder.open();
	}

	/**
	 * Returns how many connections of clients were taken on.
	 * @return the number since the start
	 */
	public long accepted() {
		return this.forwarder.accepted();
	}

	/**
	 * Ends the relay: connections are reset, the port is given back. Has no effect when
	 * it is closed already.
	 */
	@Override
	public void close() {
		this.forwarder.close();
	}

	/**
	 * Returns addresses, settings and counters.
	 * @return a line for logs and messages of assertions
	 */
	@Override
	public String toString() {
		return "TCP relay %s -> %s, to server [%s], to client [%s]".formatted(address(), target(), this.toServer,
				this.toClient);
	}

	private void restored() {
		this.forwarder.resetBroken();
	}

	/**
	 * What both directions start with; each can be set apart from the other then.
	 */
	public static final class Builder {

		private final @Nullable InetSocketAddress target;

		private int port;

		private ByteBufAllocator allocator = ByteBufAllocator.DEFAULT;

		private Consumer<TcpLeg> settings = (leg) -> {
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
		 * Sets how long each byte takes.
		 * @param delay one way, zero to one day; default zero
		 * @return this builder
		 */
		public Builder delay(Duration delay) {
			return both((leg) -> leg.delay(delay));
		}

		/**
		 * Sets how many bytes of each connection pass in a second, in each direction.
		 * @param bytesPerSecond at least 1, or 0, the default, for as many as there are
		 * @return this builder
		 */
		public Builder throttle(long bytesPerSecond) {
			return both((leg) -> leg.throttle(bytesPerSecond));
		}

		/**
		 * Opens the relay.
		 * @return a relay that runs, to be closed by the caller
		 * @throws IllegalArgumentException if a setting is out of range
		 * @throws java.io.UncheckedIOException if there is no port for it
		 */
		public TcpRelay start() {
			return new TcpRelay(this);
		}

		Builder allocator(ByteBufAllocator allocator) {
			this.allocator = allocator;
			return this;
		}

		private Builder both(Consumer<TcpLeg> setting) {
			this.settings = this.settings.andThen(setting);
			return this;
		}

	}

}
