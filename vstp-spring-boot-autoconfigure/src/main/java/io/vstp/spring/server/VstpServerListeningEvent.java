package io.vstp.spring.server;

import java.net.InetSocketAddress;
import java.util.List;

import io.vstp.frame.Transport;
import io.vstp.server.VstpServer;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;

/**
 * The VSTP server accepts peers. Published by the thread that starts the application
 * context, each time that the server starts.
 */
public class VstpServerListeningEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	private final transient List<VstpServerEndpoint> endpoints;

	public VstpServerListeningEvent(VstpServer server, List<VstpServerEndpoint> endpoints) {
		super(server);
		this.endpoints = List.copyOf(endpoints);
	}

	/**
	 * Returns the server.
	 * @return the server that listens
	 */
	public VstpServer getServer() {
		return (VstpServer) getSource();
	}

	/**
	 * Returns where the server listens.
	 * @return one for each transport
	 */
	public List<VstpServerEndpoint> getEndpoints() {
		return this.endpoints;
	}

	/**
	 * Returns where the server listens with a transport.
	 * @param transport the transport
	 * @return the address with the actual port, or {@code null} if the server does not
	 * listen with it
	 */
	public @Nullable InetSocketAddress getAddress(Transport transport) {
		return this.endpoints.stream()
			.filter((endpoint) -> endpoint.transport() == transport)
			.map(VstpServerEndpoint::address)
			.findFirst()
			.orElse(null);
	}

}
