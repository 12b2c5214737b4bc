package io.vstp.spring.client;

import java.net.InetSocketAddress;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Where a destination is, and how it is secured. A bean of this type replaces the address
 * and TLS that {@code vstp.client.destinations} has for the destination, or adds one that
 * is not there; all else, timeouts for instance, still comes from the properties. There
 * may be one bean for each destination.
 */
public interface VstpConnectionDetails extends ConnectionDetails {

	/**
	 * Returns the name of the destination.
	 * @return the name that calls use, as under {@code vstp.client.destinations}
	 */
	String getDestination();

	/**
	 * Returns where the server is.
	 * @return addresses, at least one, resolved or not; several are tried in their order
	 */
	List<InetSocketAddress> getAddresses();

	/**
	 * Returns what secures the connections. Properties are not asked for it.
	 * @return the bundle, or {@code null} for plain connections
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

	/**
	 * Returns details of a server that is reached without TLS.
	 * @param destination the name of the destination
	 * @param host the host of the server
	 * @param port its port, from 1 to 65535
	 * @return the details
	 */
	static VstpConnectionDetails of(String destination, String host, int port) {
		List<InetSocketAddress> addresses = List.of(InetSocketAddress.createUnresolved(host, port));
		return new VstpConnectionDetails() {

			@Override
			public String getDestination() {
				return destination;
			}

			@Override
			public List<InetSocketAddress> getAddresses() {
				return addresses;
			}

		};
	}

}
