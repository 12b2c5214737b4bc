package io.vstp.spring.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * How people read a socket address.
 */
public final class Endpoint {

	private Endpoint() {
	}

	/**
	 * Describes an address.
	 * @param address what to describe
	 * @return for instance {@code 0.0.0.0:6969}, {@code [::]:6969} or
	 * {@code example.org:6969}
	 */
	public static String describe(InetSocketAddress address) {
		return host(address) + ":" + address.getPort();
	}

	private static String host(InetSocketAddress address) {
		InetAddress resolved = address.getAddress();
		if (resolved == null) {
			String name = address.getHostString();
			return name.contains(":") ? "[" + name + "]" : name;
		}
		if (resolved instanceof Inet6Address) {
			return resolved.isAnyLocalAddress() ? "[::]" : "[" + resolved.getHostAddress() + "]";
		}
		return resolved.getHostAddress();
	}

}
