package io.vstp.client;

import java.util.concurrent.CompletableFuture;

import io.vstp.engine.guard.InFlightBudget;
import io.vstp.engine.session.ClientSessionEngine;
import io.vstp.engine.session.OpenCalls;
import io.vstp.engine.session.SessionSettings;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import io.vstp.transport.EventLoops;
import io.vstp.transport.FrameHandler;
import io.vstp.transport.ManagedSession;
import io.vstp.transport.SessionListener;
import io.vstp.transport.SessionOptions;
import io.vstp.transport.compress.Compressor;
import io.vstp.transport.dispatch.Connector;
import io.vstp.transport.dispatch.SessionConfig;
import io.vstp.transport.dispatch.SessionListeners;
import io.vstp.transport.tcp.TcpConnector;
import io.vstp.transport.udp.UdpConnector;

/**
 * Opens a client's sessions, over one transport.
 */
final class ClientConnector {

	private static final long HELLO_INTERVAL_NANOS = 100_000_000L;

	private final VstpClientOptions options;

	private final Transport transport;

	private final Connector connector;

	ClientConnector(VstpClientOptions options, Transport transport, EventLoops eventLoops) {
		this.options = options;
		this.transport = transport;
		this.connector = (transport == Transport.UDP)
				? new UdpConnector(eventLoops, options.udp(), options.handshake() != ClientHandshake.NEVER)
				: new TcpConnector(eventLoops, options.connectTimeout(), options.tls());
	}

	/**
	 * Opens a session.
	 * @param calls where its answers belong
	 * @param listener is told when it has ended
	 * @return completed with the session when its greeting is over
	 */
	CompletableFuture<ManagedSession> connect(OpenCalls calls, SessionListener listener) {
		return this.connector.connect(this.options.addresses(), sessionConfig(calls), listener);
	}

	private SessionConfig sessionConfig(OpenCalls calls) {
		SessionOptions session = this.options.session();
		long handshakeTimeout = this.options.handshakeTimeout().toNanos();
		boolean udp = this.transport == Transport.UDP;
		int maxFrame = udp ? this.options.udp().maxMessage() : session.limits().maxFrameLength();
		SessionSettings settings = new SessionSettings("", maxFrame, session.keepAlive().toNanos(), 0, handshakeTimeout,
				udp ? 0 : SessionConfig.LINGER_NANOS, udp ? HELLO_INTERVAL_NANOS : 0, hello(),
				Compressor.capabilities(session.compression()));
		boolean saysHello = saysHello();
		long tick = SessionConfig.tickFor(session.keepAlive().toNanos(), session.writeTimeout().toNanos(),
				saysHello ? handshakeTimeout : 0);
		InFlightBudget budget = new InFlightBudget(session.maxInFlight(), session.maxInFlightBytes());
		return new SessionConfig(Side.CLIENT, session, this.options.pushHandler(), this.options.executor(), budget,
				this.options.observer(), tick,
				(id, effects) -> new ClientSessionEngine(settings, effects, calls, saysHello,
						this.options.handshake() == ClientHandshake.REQUIRED),
				new SessionListeners(this.options.sessionListeners()));
	}

	private Headers hello() {
		Headers hello = this.options.hello();
		return (this.transport == Transport.UDP) ? hello.toBuilder().set(HeaderNames.VX, "1").build() : hello;
	}

	// Over UDP nothing depends on the greeting but compression, and frames that were not
	// asked for: it is spared where nobody takes them, and where those come by TCP, for
	// they should not come twice.
	private boolean saysHello() {
		return switch (this.options.handshake()) {
			case NEVER -> false;
			case REQUIRED -> true;
			case AUTO -> this.transport == Transport.TCP || saysHelloByUdp();
		};
	}

	private boolean saysHelloByUdp() {
		if (this.options.pushHandler() != FrameHandler.NONE) {
			return this.options.transport() == TransportChoice.UDP;
		}
		return !this.options.session().compression().algorithms().isEmpty();
	}

}
