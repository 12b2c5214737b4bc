package io.vstp.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.netty.handler.ssl.SslContext;
import io.vstp.frame.Headers;
import io.vstp.observe.VstpObserver;
import io.vstp.transport.Checks;
import io.vstp.transport.EventLoops;
import io.vstp.transport.FrameHandler;
import io.vstp.transport.SessionOptions;
import io.vstp.transport.UdpOptions;
import io.vstp.transport.VstpSessionListener;
import org.jspecify.annotations.Nullable;

/**
 * What {@link VstpClientOptions} are made of, with the defaults.
 */
final class ClientOptionValues {

	final List<InetSocketAddress> addresses;

	String name = "vstp";

	TransportChoice transport = TransportChoice.TCP;

	AutoOptions auto = AutoOptions.DEFAULTS;

	UdpOptions udp = UdpOptions.DEFAULTS;

	SessionOptions session = SessionOptions.DEFAULTS;

	ClientHandshake handshake = ClientHandshake.AUTO;

	Duration handshakeTimeout = Duration.ofMillis(500);

	Headers hello = Headers.EMPTY;

	Duration connectTimeout = Duration.ofSeconds(5);

	Duration callTimeout = Duration.ofSeconds(5);

	Backoff backoff = Backoff.DEFAULTS;

	int connections = 1;

	int maxOpenCalls = 65_536;

	FrameHandler pushHandler = FrameHandler.NONE;

	@Nullable Executor executor;

	@Nullable Supplier<SslContext> tls;

	@Nullable EventLoops eventLoops;

	VstpObserver observer = VstpObserver.NONE;

	List<VstpSessionListener> sessionListeners = List.of();

	ClientOptionValues(List<InetSocketAddress> addresses) {
		this.addresses = List.copyOf(addresses);
		Checks.positive("addresses", this.addresses.size());
	}

	ClientOptionValues(ClientOptionValues other) {
		this.addresses = other.addresses;
		this.name = other.name;
		this.transport = other.transport;
		this.auto = other.auto;
		this.udp = other.udp;
		this.session = other.session;
		this.handshake = other.handshake;
		this.handshakeTimeout = other.handshakeTimeout;
		this.hello = other.hello;
		this.connectTimeout = other.connectTimeout;
		this.callTimeout = other.callTimeout;
		this.backoff = other.backoff;
		this.connections = other.connections;
		this.maxOpenCalls = other.maxOpenCalls;
		this.pushHandler = other.pushHandler;
		this.executor = other.executor;
		this.tls = other.tls;
		this.eventLoops = other.eventLoops;
		this.observer = other.observer;
		this.sessionListeners = other.sessionListeners;
	}

}
