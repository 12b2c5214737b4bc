package io.vstp.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.vstp.engine.guard.InFlightBudget;
import io.vstp.engine.session.ServerSessionEngine;
import io.vstp.engine.session.SessionSettings;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import io.vstp.transport.EventLoops;
import io.vstp.transport.FrameHandler;
import io.vstp.transport.Listener;
import io.vstp.transport.Reassemblies;
import io.vstp.transport.SessionOptions;
import io.vstp.transport.UdpListenerOptions;
import io.vstp.transport.VstpSession;
import io.vstp.transport.compress.Compressor;
import io.vstp.transport.dispatch.SessionConfig;
import io.vstp.transport.dispatch.SessionListeners;
import io.vstp.transport.tcp.TcpListener;
import io.vstp.transport.udp.UdpListener;
import org.jspecify.annotations.Nullable;

/**
 * The transports by which a server listens. Their sessions share its budget.
 */
final class Listeners {

	private final Map<Transport, Listener> listeners = new EnumMap<>(Transport.class);

	private final Collection<VstpSession> sessions = new OpenSessions(this.listeners.values());

	private final InFlightBudget budget;

	private Listeners(InFlightBudget budget) {
		this.budget = budget;
	}

	/**
	 * Begins to listen. Blocks until all do.
	 * @param options how the server works
	 * @param handler takes the frames that are for the application
	 * @param eventLoops what runs the sessions
	 * @return what listens
	 * @throws VstpBindException if one of them cannot; then none does
	 */
	static Listeners open(VstpServerOptions options, FrameHandler handler, EventLoops eventLoops) {
		InFlightBudget budget = new InFlightBudget(options.maxInFlight(), options.maxInFlightBytes());
		Listeners opened = new Listeners(budget);
		OnceHandler once = new OnceHandler(handler, options.once(), options.observer());
		if (options.tcp()) {
			opened.add(Transport.TCP, options.bindAddress(),
					() -> new TcpListener(options.bindAddress(), eventLoops,
							config(options, once, budget, options.session().limits().maxFrameLength(),
									options.idleTimeout(), SessionConfig.LINGER_NANOS),
							options.maxConnections(), options.tls(), options.handshakeTimeout()));
		}
		UdpListenerOptions udp = options.udp();
		if (udp != null) {
			opened.add(Transport.UDP, udp.bindAddress(), () -> new UdpListener(udp, eventLoops,
					config(options, once, budget, udp.datagrams().maxMessage(), udp.idleTimeout(), 0)));
		}
		return opened;
	}

	private void add(Transport transport, InetSocketAddress address, Opening opening) {
		try {
			this.listeners.put(transport, opening.open());
		}
		catch (Exception ex) {
			close();
			throw new VstpBindException(transport, address, ex);
		}
	}

	private static SessionConfig config(VstpServerOptions options, OnceHandler handler, InFlightBudget budget,
			int maxFrame, Duration idleTimeout, long lingerNanos) {
		SessionOptions session = options.session();
		String capabilities = Compressor.capabilities(session.compression());
		boolean answersHello = options.handshake() != ServerHandshake.NEVER;
		boolean required = options.handshake() == ServerHandshake.REQUIRED;
		long handshakeNanos = options.handshakeTimeout().toNanos();
		long tick = SessionConfig.tickFor(session.keepAlive().toNanos(), session.writeTimeout().toNanos(),
				idleTimeout.toNanos(), required ? handshakeNanos : 0);
		return new SessionConfig(Side.SERVER, session, handler, options.executor(), budget, options.observer(), tick,
				(id, effects) -> new ServerSessionEngine(
						new SessionSettings(id, maxFrame, session.keepAlive().toNanos(), idleTimeout.toNanos(),
								handshakeNanos, lingerNanos, 0, handler.introduction(), capabilities),
						effects, answersHello, required, lingerNanos > 0),
				new SessionListeners(options.sessionListeners()));
	}

	@Nullable InetSocketAddress address(Transport transport) {
		Listener listener = this.listeners.get(transport);
		return (listener != null) ? listener.address() : null;
	}

	boolean isListening() {
		return this.listeners.values().stream().allMatch(Listener::isListening);
	}

	InFlightBudget budget() {
		return this.budget;
	}

	Reassemblies reassemblies() {
		return this.listeners.values()
			.stream()
			.map(Listener::reassemblies)
			.reduce(Reassemblies.NONE, Reassemblies::plus);
	}

	Collection<VstpSession> sessions() {
		return this.sessions;
	}

	@Nullable VstpSession session(String id) {
		for (Listener listener : this.listeners.values()) {
			VstpSession session = listener.session(id);
			if (session != null) {
				return session;
			}
		}
		return null;
	}

	CompletableFuture<Void> stop(Duration timeout) {
		return CompletableFuture.allOf(this.listeners.values()
			.stream()
			.map((listener) -> listener.stop(timeout))
			.toArray(CompletableFuture[]::new));
	}

	void close() {
		this.listeners.values().forEach(Listener::close);
	}

	/**
	 * Begins to listen.
	 */
	@FunctionalInterface
	private interface Opening {

		Listener open() throws Exception;

	}

}
