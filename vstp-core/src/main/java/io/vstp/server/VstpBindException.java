package io.vstp.server;

import java.net.InetSocketAddress;

import io.vstp.frame.Transport;
import io.vstp.frame.VstpException;

/**
 * A server cannot listen where it should.
 */
public class VstpBindException extends VstpException {

	private final Transport transport;

	private final InetSocketAddress address;

	public VstpBindException(Transport transport, InetSocketAddress address, Throwable cause) {
		super("Cannot listen on %s %s: %s".formatted(transport, address, cause.getMessage()), cause);
		this.transport = transport;
		this.address = address;
	}

	/**
	 * Returns what the server should listen with.
	 * @return the transport
	 */
	public Transport transport() {
		return this.transport;
	}

	/**
	 * Returns where the server should listen.
	 * @return the address
	 */
	public InetSocketAddress address() {
		return this.address;
	}

}
