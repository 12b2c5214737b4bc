package io.vstp.spring.server;

import java.net.InetSocketAddress;

import io.vstp.server.VstpServer;

import org.springframework.context.ApplicationEvent;

/**
 * The VSTP server accepts connections. Published by the thread that starts the
 * application context, each time that the server starts.
 */
public class VstpServerListeningEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	private final InetSocketAddress address;

	public VstpServerListeningEvent(VstpServer server, InetSocketAddress address) {
		super(server);
		this.address = address;
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
	 * @return the address with the actual port
	 */
	public InetSocketAddress getAddress() {
		return this.address;
	}

}
