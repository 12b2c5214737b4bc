package io.vstp.spring.test.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import io.vstp.frame.Transport;
import io.vstp.observe.VstpObserver;
import io.vstp.spring.convert.VstpMessageConverters;
import io.vstp.spring.handler.VstpFrameHandler;
import io.vstp.spring.handler.VstpHandlerRegistry;
import io.vstp.spring.server.VstpHandlerExecutor;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * Talks to VSTP handlers in a test: over a socket, or to the handlers themselves without
 * a network, which are then called on the thread of the test. It is a bean where tests
 * start an application context, and can be made by hand. Safe for use by several threads.
 *
 * <pre class="code">
 * VstpTestResult result = client.header("op", "latest").header("sensor-id", "temp-001").exchange();
 * assertThat(result).isReply().hasPayload(new Reading(21.5));
 * </pre>
 *
 * A client made by hand is closed by who made it. It opens its connection with its first
 * request.
 */
public final class VstpTestClient implements AutoCloseable {

	private static final String SERVER_NAME = "vstp";

	private static final boolean JACKSON = ClassUtils.isPresent("tools.jackson.databind.json.JsonMapper",
			VstpTestClient.class.getClassLoader());

	private final Supplier<TestPeer> connector;

	private @Nullable TestPeer peer;

	private boolean closed;

	private VstpTestClient(Supplier<TestPeer> connector) {
		this.connector = connector;
	}

	/**
	 * Returns a client of a server on this machine, over TCP. It converts JSON where
	 * Jackson is there.
	 * @param port where the server listens, as
	 * {@link io.vstp.spring.test.LocalVstpTcpPort @LocalVstpTcpPort} says
	 * @return a client, to be closed by the caller
	 */
	public static VstpTestClient bindToTcp(int port) {
		return bindToTcp(local(port), defaultConverters());
	}

	/**
	 * Returns a client of a server, over TCP.
	 * @param address where the server listens
	 * @param converters convert payloads
	 * @return a client, to be closed by the caller
	 */
	public static VstpTestClient bindToTcp(InetSocketAddress address, VstpMessageConverters converters) {
		return new VstpTestClient(() -> new SocketPeer(address, Transport.TCP, converters));
	}

	/**
	 * Returns a client of a server on this machine, over UDP. It converts JSON where
	 * Jackson is there.
	 * @param port where the server listens, as
	 * {@link io.vstp.spring.test.LocalVstpUdpPort @LocalVstpUdpPort} says
	 * @return a client, to be closed by the caller
	 */
	public static VstpTestClient bindToUdp(int port) {
		return bindToUdp(local(port), defaultConverters());
	}

	/**
	 * Returns a client of a server, over UDP.
	 * @param address where the server listens
	 * @param converters convert payloads
	 * @return a client, to be closed by the caller
	 */
	public static VstpTestClient bindToUdp(InetSocketAddress address, VstpMessageConverters converters) {
		return new VstpTestClient(() -> new SocketPeer(address, Transport.UDP, converters));
	}

	/**
	 * Returns a client that calls the handlers of an application without a network, as if
	 * frames came over TCP.
	 * @param context has the handlers; only looked at when the first request is made
	 * @return a client
	 */
	public static VstpTestClient bindToHandlers(ApplicationContext context) {
		return bindToHandlers(context, Transport.TCP);
	}

	/**
	 * Returns a client that calls the handlers of an application without a network.
	 * @param context has the handlers; only looked at when the first request is made
	 * @param transport by which frames seem to come
	 * @return a client
	 */
	public static VstpTestClient bindToHandlers(ApplicationContext context, Transport transport) {
		return new VstpTestClient(() -> handlers(context, transport));
	}

	/**
	 * Returns a client of an application: over TCP where its server listens over TCP when
	 * the first request is made, else over UDP where it listens over UDP, else without a
	 * network.
	 * @param context the context of the application, with its converters
	 * @return a client, to be closed by the caller
	 */
	public static VstpTestClient bindToApplication(ApplicationContext context) {
		return new VstpTestClient(() -> {
			for (Transport transport : new Transport[] { Transport.TCP, Transport.UDP }) {
				Integer port = context.getEnvironment()
					.getProperty((transport == Transport.TCP) ? "local.vstp.tcp.port" : "local.vstp.udp.port",
							Integer.class);
				if (port != null) {
					return new SocketPeer(local(port), transport, context.getBean(VstpMessageConverters.class));
				}
			}
			return handlers(context, Transport.TCP);
		});
	}

	private static TestPeer handlers(ApplicationContext context, Transport transport) {
		VstpHandlerRegistry registry = context.getBean(VstpHandlerRegistry.class);
		VstpObserver observer = VstpObserver.of(context.getBeanProvider(VstpObserver.class).orderedStream().toList());
		VstpHandlerExecutor executor = context.getBeanProvider(VstpHandlerExecutor.class).getIfAvailable();
		return new HandlerPeer(
				new VstpFrameHandler(registry, observer, SERVER_NAME,
						(executor != null) ? executor.executor() : Runnable::run),
				context.getBean(VstpMessageConverters.class), transport);
	}

	private static InetSocketAddress local(int port) {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
	}

	private static VstpMessageConverters defaultConverters() {
		MessageConverter json = JACKSON ? new JacksonJsonMessageConverter() : null;
		return VstpMessageConverters.create(json, List.of());
	}

	/**
	 * Begins a request.
	 * @return a request without headers and payload
	 * @throws IllegalStateException if this client is closed
	 */
	public VstpTestRequest request() {
		return new VstpTestRequest(peer());
	}

	/**
	 * Begins a request with a header.
	 * @param name its name
	 * @param value its value: a {@code byte[]} as it is, anything else by its
	 * {@code toString()}
	 * @return a request
	 */
	public VstpTestRequest header(String name, Object value) {
		return request().header(name, value);
	}

	/**
	 * Begins a request with a payload.
	 * @param payload bytes or text as they are, or what a converter turns into bytes
	 * @return a request
	 */
	public VstpTestRequest payload(Object payload) {
		return request().payload(payload);
	}

	/**
	 * Waits for a frame that the server pushed to this client. Over a socket the server
	 * knows of this client once it has made a request. At most 1,024 are kept.
	 * @param timeout how long to wait
	 * @return the first that was not received yet
	 * @throws AssertionError if none comes in time
	 */
	public VstpTestResult receive(Duration timeout) {
		VstpTestResult push = peer().receive(timeout);
		if (push == null) {
			throw new AssertionError("Nothing was pushed within " + timeout);
		}
		return push;
	}

	private synchronized TestPeer peer() {
		Assert.state(!this.closed, "The client is closed");
		if (this.peer == null) {
			this.peer = this.connector.get();
		}
		return this.peer;
	}

	/**
	 * Closes the connection. Has no effect when it is closed already.
	 */
	@Override
	public synchronized void close() {
		this.closed = true;
		if (this.peer != null) {
			this.peer.close();
			this.peer = null;
		}
	}

}
