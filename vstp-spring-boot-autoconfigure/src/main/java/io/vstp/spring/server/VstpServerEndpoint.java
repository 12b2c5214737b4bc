package io.vstp.spring.server;

import java.net.InetSocketAddress;
import java.util.Locale;

import io.vstp.frame.Transport;

/**
 * Where, and how, the VSTP server listens.
 *
 * @param transport what carries the frames
 * @param address the address with the actual port
 * @param security {@code plain}, or the TLS versions and the bundle
 */
public record VstpServerEndpoint(Transport transport, InetSocketAddress address, String security) {

	/**
	 * Returns the name of the transport as properties have it.
	 * @return {@code tcp} or {@code udp}
	 */
	public String transportName() {
		return this.transport.name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Returns what people read.
	 * @return for instance {@code tcp 0.0.0.0:6969 (plain)}
	 */
	@Override
	public String toString() {
		return "%s %s (%s)".formatted(transportName(), Endpoint.describe(this.address), this.security);
	}

}
