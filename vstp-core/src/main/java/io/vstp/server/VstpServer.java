package io.vstp.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.vstp.engine.guard.InFlightBudget;
import io.vstp.engine.session.ServerSessionEngine;
import io.vstp.engine.session.SessionEffects;
import io.vstp.engine.session.SessionEngine;
import io.vstp.engine.session.SessionSettings;
import io.vstp.frame.Headers;
import io.vstp.observe.Side;
import io.vstp.transport.EventLoops;
import io.vstp.transport.FrameHandler;
import io.vstp.transport.SessionOptions;
import io.vstp.transport.VstpSession;
import io.vstp.transport.tcp.TcpListener;
import io.vstp.transport.tcp.TcpSessionConfig;
import org.jspecify.annotations.Nullable;

/**
 * A VSTP server over TCP. Safe for use by several threads.
 */
public final class VstpServer implements AutoCloseable {

	private final VstpServerOptions options;

	private final FrameHandler handler;

	private @Nullable EventLoops ownEventLoops;

	private volatile @Nullable TcpListener listener;

	private VstpServer(VstpServerOptions options, FrameHandler handler) {
		this.options = options;
		this.handler = handler;
	}

	/**
	 * Returns a server that does not listen yet.
	 * @param options how it works
	 * @param handler takes the frames that are for the application
	 * @return the server
	 */
	public static VstpServer create(VstpServerOptions options, FrameHandler handler) {
		return new VstpServer(options, handler);
	}

	/**
	 * Begins to listen. Blocks until the server does; has no effect if it does already. A
	 * server that was stopped may be started again.
	 * @throws VstpBindException if it cannot listen there
	 */
	public synchronized void start() {
		if (this.listener != null) {
			return;
		}
		EventLoops eventLoops = this.options.eventLoops();
		if (eventLoops == null) {
			eventLoops = EventLoops.create(0, "vstp-server");
			this.ownEventLoops = eventLoops;
		}
		try {
			this.listener = new TcpListener(this.options.bindAddress(), eventLoops, sessionConfig(),
					this.options.maxConnections(), this.options.tls(), this.options.handshakeTimeout());
		}
		catch (Exception ex) {
			closeEventLoops();
			throw new VstpBindException(this.options.bindAddress(), ex);
		}
	}

	private TcpSessionConfig sessionConfig() {
		SessionOptions session = this.options.session();
		ServerHandshake handshake = this.options.handshake();
		boolean required = handshake == ServerHandshake.REQUIRED;
		long handshakeNanos = required ? this.options.handshakeTimeout().toNanos() : 0;
		long tick = TcpSessionConfig.tickFor(session.keepAlive().toNanos(), session.writeTimeout().toNanos(),
				this.options.idleTimeout().toNanos(), handshakeNanos);
		InFlightBudget budget = new InFlightBudget(this.options.maxInFlight(), this.options.maxInFlightBytes());
		return new TcpSessionConfig(Side.SERVER, session, this.handler, this.options.executor(), budget,
				this.options.observer(), tick, this::engine);
	}

	private SessionEngine engine(String sessionId, SessionEffects effects) {
		SessionOptions session = this.options.session();
		SessionSettings settings = new SessionSettings(sessionId, session.limits().maxFrameLength(),
				session.keepAlive().toNanos(), this.options.idleTimeout().toNanos(),
				this.options.handshakeTimeout().toNanos(), TcpSessionConfig.LINGER_NANOS, Headers.EMPTY);
		ServerHandshake handshake = this.options.handshake();
		return new ServerSessionEngine(settings, effects, handshake != ServerHandshake.NEVER,
				handshake == ServerHandshake.REQUIRED);
	}

	/**
	 * Returns where the server listens.
	 * @return the address with the actual port, or {@code null} if it does not listen
	 */
	public @Nullable InetSocketAddress address() {
		TcpListener current = this.listener;
		return (current != null) ? current.address() : null;
	}

	/**
	 * Says whether the server accepts connections.
	 * @return whether it does
	 */
	public boolean isListening() {
		TcpListener current = this.listener;
		return current != null && current.isListening();
	}

	/**
	 * Returns the sessions that are open.
	 * @return a snapshot
	 */
	public Collection<VstpSession> sessions() {
		TcpListener current = this.listener;
		return (current != null) ? List.copyOf(current.sessions()) : List.of();
	}

	/**
	 * Stops gracefully: no new connections, what was read is handled and answered,
	 * greeted peers get BYE.
	 * @param timeout after which what is left is cut off
	 * @return completed when all sessions have ended
	 */
	public synchronized CompletableFuture<Void> stop(Duration timeout) {
		TcpListener current = this.listener;
		if (current == null) {
			return CompletableFuture.completedFuture(null);
		}
		return current.stop(timeout).whenComplete((done, failure) -> stopped(current));
	}

	/**
	 * Stops at once; what is in flight is cut off. Blocks until the port is free.
	 */
	@Override
	public void close() {
		TcpListener current = this.listener;
		if (current != null) {
			current.close();
			stopped(current);
		}
	}

	private synchronized void stopped(TcpListener stopped) {
		if (this.listener == stopped) {
			this.listener = null;
			closeEventLoops();
		}
	}

	private void closeEventLoops() {
		if (this.ownEventLoops != null) {
			this.ownEventLoops.close();
			this.ownEventLoops = null;
		}
	}

}
