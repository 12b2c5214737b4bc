package io.vstp.client;

import io.vstp.frame.Transport;

/**
 * What carries a client's frames.
 */
public enum TransportChoice {

	/** A TCP connection. */
	TCP,

	/** UDP datagrams. */
	UDP,

	/** Either, chosen for each message by its size and by how well both do. */
	AUTO;

	/**
	 * Returns the choice of one transport.
	 * @param transport the transport
	 * @return the constant of the same name
	 */
	public static TransportChoice of(Transport transport) {
		return (transport == Transport.UDP) ? UDP : TCP;
	}

}
