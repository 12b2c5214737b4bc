package io.vstp.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.netty.handler.ssl.SslContext;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.observe.VstpObserver;
import io.vstp.transport.Checks;
import io.vstp.transport.EventLoops;
import io.vstp.transport.FrameHandler;
import io.vstp.transport.SessionOptions;
import io.vstp.transport.UdpOptions;
import io.vstp.transport.VstpSessionListener;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link VstpClient} works. Immutable; {@link #mutate()} makes variants.
 */
public final class VstpClientOptions {

	private final ClientOptionValues values;

	private VstpClientOptions(ClientOptionValues values) {
		this.values = values;
	}

	/**
	 * Returns a builder that starts with the defaults.
	 * @param addresses where the server is, tried in this order; unresolved addresses are
	 * resolved at each attempt
	 * @return a new builder
	 */
	public static Builder builder(List<InetSocketAddress> addresses) {
		return new Builder(new ClientOptionValues(addresses));
	}

	/**
	 * Returns a builder that starts with the defaults.
	 * @param host where the server is
	 * @param port its port
	 * @return a new builder
	 */
	public static Builder builder(String host, int port) {
		return builder(List.of(InetSocketAddress.createUnresolved(host, port)));
	}

	/**
	 * Returns a builder that starts with these options.
	 * @return a new builder
	 */
	public Builder mutate() {
		return new Builder(new ClientOptionValues(this.values));
	}

	public String name() {
		return this.values.name;
	}

	public List<InetSocketAddress> addresses() {
		return this.values.addresses;
	}

	public TransportChoice transport() {
		return this.values.transport;
	}

	public AutoOptions auto() {
		return this.values.auto;
	}

	public UdpOptions udp() {
		return this.values.udp;
	}

	public SessionOptions session() {
		return this.values.session;
	}

	public ClientHandshake handshake() {
		return this.values.handshake;
	}

	public Duration handshakeTimeout() {
		return this.values.handshakeTimeout;
	}

	public Headers hello() {
		return this.values.hello;
	}

	public Duration connectTimeout() {
		return this.values.connectTimeout;
	}

	public Duration callTimeout() {
		return this.values.callTimeout;
	}

	public Backoff backoff() {
		return this.values.backoff;
	}

	public int connections() {
		return this.values.connections;
	}

	public int maxOpenCalls() {
		return this.values.maxOpenCalls;
	}

	public FrameHandler pushHandler() {
		return this.values.pushHandler;
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
	 * Puts {@link VstpClientOptions} together.
	 */
	public static final class Builder {

		private final ClientOptionValues values;

		private Builder(ClientOptionValues values) {
			this.values = values;
		}

		/**
		 * Sets how messages and logs call the peer; default {@code vstp}.
		 * @param name the name
		 * @return this builder
		 */
		public Builder name(String name) {
			this.values.name = name;
			return this;
		}

		/**
		 * Sets what carries the frames.
		 * @param transport the transport
		 * @return this builder
		 */
		public Builder transport(Transport transport) {
			return transport(TransportChoice.of(transport));
		}

		/**
		 * Sets what carries the frames; default {@link TransportChoice#TCP}. Over UDP the
		 * first address that is known is used, there is no TLS, and what a frame's ACK
		 * does not bring back may be lost. With {@link TransportChoice#AUTO} both are
		 * used, and what was sent by one is sent again by the other where the server is
		 * known to handle it once.
		 * @param transport the transport, or {@link TransportChoice#AUTO}
		 * @return this builder
		 */
		public Builder transport(TransportChoice transport) {
			this.values.transport = transport;
			return this;
		}

		/**
		 * Sets how to choose with {@link TransportChoice#AUTO}; default
		 * {@link AutoOptions#DEFAULTS}.
		 * @param auto the options
		 * @return this builder
		 */
		public Builder auto(AutoOptions auto) {
			this.values.auto = auto;
			return this;
		}

		/**
		 * Sets how frames are carried over UDP; default {@link UdpOptions#DEFAULTS}.
		 * @param udp the options
		 * @return this builder
		 */
		public Builder udp(UdpOptions udp) {
			this.values.udp = udp;
			return this;
		}

		/**
		 * Sets what holds for each session; default {@link SessionOptions#DEFAULTS}.
		 * @param session the options
		 * @return this builder
		 */
		public Builder session(SessionOptions session) {
			this.values.session = session;
			return this;
		}

		/**
		 * Sets whether to say HELLO; default {@link ClientHandshake#AUTO}.
		 * @param handshake whether to say it
		 * @return this builder
		 */
		public Builder handshake(ClientHandshake handshake) {
			this.values.handshake = handshake;
			return this;
		}

		/**
		 * Sets how long to wait for WELCOME; default 500 ms.
		 * @param handshakeTimeout the timeout
		 * @return this builder
		 */
		public Builder handshakeTimeout(Duration handshakeTimeout) {
			this.values.handshakeTimeout = Checks.positive("handshakeTimeout", handshakeTimeout);
			return this;
		}

		/**
		 * Sets what HELLO says on top of what the session adds, for instance
		 * {@code client-id} and {@code auth-token}; default nothing.
		 * @param hello the headers
		 * @return this builder
		 */
		public Builder hello(Headers hello) {
			this.values.hello = hello;
			return this;
		}

		/**
		 * Sets how long connecting to one address, and then its TLS handshake, may take;
		 * default 5 s each.
		 * @param connectTimeout the timeout
		 * @return this builder
		 */
		public Builder connectTimeout(Duration connectTimeout) {
			this.values.connectTimeout = Checks.positive("connectTimeout", connectTimeout);
			return this;
		}

		/**
		 * Sets how long a call may take that names no timeout of its own, from waiting
		 * for the connection to the answer; default 5 s.
		 * @param callTimeout the timeout
		 * @return this builder
		 */
		public Builder callTimeout(Duration callTimeout) {
			this.values.callTimeout = Checks.positive("callTimeout", callTimeout);
			return this;
		}

		/**
		 * Sets how long to wait between attempts to connect; default
		 * {@link Backoff#DEFAULTS}.
		 * @param backoff the delays
		 * @return this builder
		 */
		public Builder backoff(Backoff backoff) {
			this.values.backoff = backoff;
			return this;
		}

		/**
		 * Sets how many connections (over UDP: ports) there may be; default 1. They are
		 * opened as calls overlap, and calls on different ones may overtake each other.
		 * With {@link TransportChoice#AUTO} there is one by each transport.
		 * @param connections connections
		 * @return this builder
		 */
		public Builder connections(int connections) {
			this.values.connections = Checks.positive("connections", connections);
			return this;
		}

		/**
		 * Sets how many calls may be open at a time; further ones are refused. Default
		 * 65,536.
		 * @param maxOpenCalls calls
		 * @return this builder
		 */
		public Builder maxOpenCalls(int maxOpenCalls) {
			this.values.maxOpenCalls = Checks.positive("maxOpenCalls", maxOpenCalls);
			return this;
		}

		/**
		 * Sets who takes frames that nobody has asked for; by default they are answered
		 * with {@code no-handler}.
		 * @param pushHandler takes them
		 * @return this builder
		 */
		public Builder pushHandler(FrameHandler pushHandler) {
			this.values.pushHandler = pushHandler;
			return this;
		}

		/**
		 * Sets what runs the push handler; by default the event loop does, and the
		 * handler must not block.
		 * @param executor the executor, which stays the caller's to shut down
		 * @return this builder
		 */
		public Builder executor(@Nullable Executor executor) {
			this.values.executor = executor;
			return this;
		}

		/**
		 * Switches TLS on. The supplier is asked for each connection.
		 * @param tls supplies a client context, see
		 * {@link io.vstp.transport.tls.TlsContexts}
		 * @return this builder
		 */
		public Builder tls(@Nullable Supplier<SslContext> tls) {
			this.values.tls = tls;
			return this;
		}

		/**
		 * Sets the event loops to share with others; by default the client has its own.
		 * @param eventLoops the event loops, which stay the caller's to close
		 * @return this builder
		 */
		public Builder eventLoops(@Nullable EventLoops eventLoops) {
			this.values.eventLoops = eventLoops;
			return this;
		}

		/**
		 * Sets who is told what happens; default nobody.
		 * @param observer the observer
		 * @return this builder
		 */
		public Builder observer(VstpObserver observer) {
			this.values.observer = observer;
			return this;
		}

		/**
		 * Adds somebody who is told which sessions start and end; default nobody.
		 * @param listener the listener
		 * @return this builder
		 */
		public Builder addSessionListener(VstpSessionListener listener) {
			this.values.sessionListeners = Stream.concat(this.values.sessionListeners.stream(), Stream.of(listener))
				.toList();
			return this;
		}

		/**
		 * Returns the options.
		 * @return immutable options; the builder may be used further
		 * @throws IllegalArgumentException if TLS is asked for where UDP may be used
		 */
		public VstpClientOptions build() {
			if (this.values.transport != TransportChoice.TCP && this.values.tls != null) {
				throw new IllegalArgumentException("There is no TLS over UDP: take TCP, or leave tls out");
			}
			return new VstpClientOptions(new ClientOptionValues(this.values));
		}

	}

}
