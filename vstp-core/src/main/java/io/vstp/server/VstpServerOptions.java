package io.vstp.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.netty.handler.ssl.SslContext;
import io.vstp.observe.VstpObserver;
import io.vstp.transport.Checks;
import io.vstp.transport.EventLoops;
import io.vstp.transport.SessionOptions;
import io.vstp.transport.UdpListenerOptions;
import io.vstp.transport.VstpSessionListener;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link VstpServer} works. Immutable; {@link #mutate()} makes variants.
 */
public final class VstpServerOptions {

	/** The protocol's port: 6969. */
	public static final int DEFAULT_PORT = 6969;

	private final Builder values;

	private VstpServerOptions(Builder values) {
		this.values = values;
	}

	/**
	 * Returns a builder that starts with the defaults.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns a builder that starts with these options.
	 * @return a new builder
	 */
	public Builder mutate() {
		return new Builder(this.values);
	}

	public InetSocketAddress bindAddress() {
		return this.values.bindAddress;
	}

	public boolean tcp() {
		return this.values.tcp;
	}

	public @Nullable UdpListenerOptions udp() {
		return this.values.udp;
	}

	public SessionOptions session() {
		return this.values.session;
	}

	public ServerHandshake handshake() {
		return this.values.handshake;
	}

	public Duration handshakeTimeout() {
		return this.values.handshakeTimeout;
	}

	public Duration idleTimeout() {
		return this.values.idleTimeout;
	}

	public OnceOptions once() {
		return this.values.once;
	}

	public int maxConnections() {
		return this.values.maxConnections;
	}

	public int maxInFlight() {
		return this.values.maxInFlight;
	}

	public long maxInFlightBytes() {
		return this.values.maxInFlightBytes;
	}

	public @Nullable Executor executor() {
		return this.values.executor;
	}

	public @Nullable Supplier<SslContext> tls() {
		return this.values.tls;
	}

	public @Nullable EventLoops eventLoops() {
		return this.values.eventLoops;
	}

	public VstpObserver observer() {
		return this.values.observer;
	}

	public List<VstpSessionListener> sessionListeners() {
		return this.values.sessionListeners;
	}

	/**
	 * Puts {@link VstpServerOptions} together.
	 */
	public static final class Builder {

		private InetSocketAddress bindAddress = new InetSocketAddress(DEFAULT_PORT);

		private boolean tcp = true;

		private @Nullable UdpListenerOptions udp;

		private SessionOptions session = SessionOptions.DEFAULTS;

		private ServerHandshake handshake = ServerHandshake.OPTIONAL;

		private Duration handshakeTimeout = Duration.ofSeconds(10);

		private Duration idleTimeout = Duration.ZERO;

		private OnceOptions once = OnceOptions.DEFAULTS;

		private int maxConnections = 10_000;

		private int maxInFlight = 16_384;

		private long maxInFlightBytes = 256L * 1024 * 1024;

		private @Nullable Executor executor;

		private @Nullable Supplier<SslContext> tls;

		private @Nullable EventLoops eventLoops;

		private VstpObserver observer = VstpObserver.NONE;

		private List<VstpSessionListener> sessionListeners = List.of();

		private Builder() {
		}

		private Builder(Builder other) {
			this.bindAddress = other.bindAddress;
			this.tcp = other.tcp;
			this.udp = other.udp;
			this.session = other.session;
			this.handshake = other.handshake;
			this.handshakeTimeout = other.handshakeTimeout;
			this.idleTimeout = other.idleTimeout;
			this.once = other.once;
			this.maxConnections = other.maxConnections;
			this.maxInFlight = other.maxInFlight;
			this.maxInFlightBytes = other.maxInFlightBytes;
			this.executor = other.executor;
			this.tls = other.tls;
			this.eventLoops = other.eventLoops;
			this.observer = other.observer;
			this.sessionListeners = other.sessionListeners;
		}

		/**
		 * Sets whether to listen with TCP; default yes.
		 * @param tcp whether to
		 * @return this builder
		 */
		public Builder tcp(boolean tcp) {
			this.tcp = tcp;
			return this;
		}

		/**
		 * Sets whether to listen with UDP, and how; default not.
		 * @param udp the options, or {@code null} for no UDP
		 * @return this builder
		 */
		public Builder udp(@Nullable UdpListenerOptions udp) {
			this.udp = udp;
			return this;
		}

		/**
		 * Sets where to listen with TCP; default port 6969 on all addresses. Port 0 takes
		 * a free one.
		 * @param bindAddress the address
		 * @return this builder
		 */
		public Builder bindAddress(InetSocketAddress bindAddress) {
			this.bindAddress = bindAddress;
			return this;
		}

		/**
		 * Sets what holds for each session; default {@link SessionOptions#DEFAULTS}.
		 * @param session the options
		 * @return this builder
		 */
		public Builder session(SessionOptions session) {
			this.session = session;
			return this;
		}

		/**
		 * Sets what to make of HELLO; default {@link ServerHandshake#OPTIONAL}.
		 * @param handshake what to make of it
		 * @return this builder
		 */
		public Builder handshake(ServerHandshake handshake) {
			this.handshake = handshake;
			return this;
		}

		/**
		 * Sets how long a client has for TLS, and for HELLO where that is required;
		 * default 10 s.
		 * @param handshakeTimeout the timeout
		 * @return this builder
		 */
		public Builder handshakeTimeout(Duration handshakeTimeout) {
			this.handshakeTimeout = Checks.positive("handshakeTimeout", handshakeTimeout);
			return this;
		}

		/**
		 * Sets after how much silence a client that has not said HELLO is disconnected;
		 * default 0, never. Greeted clients are looked after by the keepalive.
		 * @param idleTimeout the timeout
		 * @return this builder
		 */
		public Builder idleTimeout(Duration idleTimeout) {
			this.idleTimeout = Checks.notNegative("idleTimeout", idleTimeout);
			return this;
		}

		/**
		 * Sets how to remember messages that may come by either transport; default
		 * {@link OnceOptions#DEFAULTS}.
		 * @param once the options
		 * @return this builder
		 */
		public Builder once(OnceOptions once) {
			this.once = once;
			return this;
		}

		/**
		 * Sets how many connections there may be at a time; further ones are closed at
		 * once. Default 10,000.
		 * @param maxConnections connections
		 * @return this builder
		 */
		public Builder maxConnections(int maxConnections) {
			this.maxConnections = Checks.positive("maxConnections", maxConnections);
			return this;
		}

		/**
		 * Sets how many frames of all sessions together may be in flight; default 16,384.
		 * @param maxInFlight frames
		 * @return this builder
		 */
		public Builder maxInFlight(int maxInFlight) {
			this.maxInFlight = Checks.positive("maxInFlight", maxInFlight);
			return this;
		}

		/**
		 * Sets how many bytes of all sessions together may be in flight: payload, headers
		 * and 256 for each frame. Default 256 MiB.
		 * @param maxInFlightBytes bytes
		 * @return this builder
		 */
		public Builder maxInFlightBytes(long maxInFlightBytes) {
			this.maxInFlightBytes = Checks.positive("maxInFlightBytes", maxInFlightBytes);
			return this;
		}

		/**
		 * Sets what runs the handler; by default the event loop does, and the handler
		 * must not block. Work that the executor rejects is answered with
		 * {@code overloaded}.
		 * @param executor the executor, which stays the caller's to shut down
		 * @return this builder
		 */
		public Builder executor(@Nullable Executor executor) {
			this.executor = executor;
			return this;
		}

		/**
		 * Switches TLS on. The supplier is asked for each connection, so that a
		 * certificate can be replaced.
		 * @param tls supplies a server context, see
		 * {@link io.vstp.transport.tls.TlsContexts}
		 * @return this builder
		 */
		public Builder tls(@Nullable Supplier<SslContext> tls) {
			this.tls = tls;
			return this;
		}

		/**
		 * Sets the event loops to share with others; by default the server has its own.
		 * @param eventLoops the event loops, which stay the caller's to close
		 * @return this builder
		 */
		public Builder eventLoops(@Nullable EventLoops eventLoops) {
			this.eventLoops = eventLoops;
			return this;
		}

		/**
		 * Sets who is told what happens; default nobody.
		 * @param observer the observer
		 * @return this builder
		 */
		public Builder observer(VstpObserver observer) {
			this.observer = observer;
			return this;
		}

		/**
		 * Adds somebody who is told which sessions start and end; default nobody.
		 * @param listener the listener
		 * @return this builder
		 */
		public Builder addSessionListener(VstpSessionListener listener) {
			List<VstpSessionListener> all = new ArrayList<>(this.sessionListeners);
			all.add(listener);
			this.sessionListeners = List.copyOf(all);
			return this;
		}

		/**
		 * Returns the options.
		 * @return immutable options; the builder may be used further
		 * @throws IllegalArgumentException if neither TCP nor UDP is to be listened with
		 */
		public VstpServerOptions build() {
			if (!this.tcp && this.udp == null) {
				throw new IllegalArgumentException("A server must listen with TCP, UDP or both");
			}
			return new VstpServerOptions(new Builder(this));
		}

	}

}
