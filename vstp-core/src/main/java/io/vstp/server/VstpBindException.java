package io.vstp.server;

import java.net.InetSocketAddress;

import io.vstp.frame.VstpException;

/**
 * A server cannot listen where it should.
 */
public class VstpBindException extends VstpException {

	private final InetSocketAddress address;

	public VstpBindException(InetSocketAddress address, Throwable cause) {
		super("Cannot listen on TCP %s: %s".formatted(address, cause.getMessage()), cause);
		this.address = address;
	}

	/**
	 * Returns where the server should listen.
	 * @return the address
	 */
	public InetSocketAddress address() {
		return this.address;
	}

}
