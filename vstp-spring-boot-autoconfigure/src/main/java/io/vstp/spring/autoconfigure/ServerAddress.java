package io.vstp.spring.autoconfigure;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.vstp.server.VstpServerOptions;
import org.jspecify.annotations.Nullable;

/**
 * Where a server is.
 */
final class ServerAddress {

	private static final Pattern SYNTAX = Pattern
		.compile("(?:(?<name>[^\\s/@:\\[\\]]+)|\\[(?<ipv6>[0-9A-Fa-f:.]+(?:%\\w+)?)])(?::(?<port>[0-9]{1,5}))?");

	private ServerAddress() {
	}

	/**
	 * Reads an address: {@code host}, {@code host:port}, {@code [ipv6]} or
	 * {@code [ipv6]:port}.
	 * @param text what is written
	 * @return the address, not resolved, with port 6969 where there is none
	 * @throws IllegalArgumentException if it cannot be understood
	 */
	static InetSocketAddress parse(String text) {
		Matcher matcher = SYNTAX.matcher(text.trim());
		if (!matcher.matches()) {
			throw invalid(text);
		}
		String host = (matcher.group("name") != null) ? matcher.group("name") : matcher.group("ipv6");
		String port = matcher.group("port");
		int number = (port != null) ? Integer.parseInt(port) : VstpServerOptions.DEFAULT_PORT;
		if (number < 1 || number > 65_535) {
			throw invalid(text);
		}
		return InetSocketAddress.createUnresolved(host, number);
	}

	/**
	 * Returns where to listen.
	 * @param address the address, or {@code null} for all of them
	 * @param port the port
	 * @return both
	 * @throws IllegalArgumentException if there is no such port
	 */
	static InetSocketAddress bind(@Nullable InetAddress address, int port) {
		if (port < 0 || port > 65_535) {
			throw new IllegalArgumentException("must be from 0 to 65535, but is " + port);
		}
		return (address != null) ? new InetSocketAddress(address, port) : new InetSocketAddress(port);
	}

	private static IllegalArgumentException invalid(String text) {
		return new IllegalArgumentException(("must be host:port with a port from 1 to 65535 and an IPv6 address in "
				+ "brackets, for instance localhost:6969 or [::1]:6969, but is '%s'")
			.formatted(text));
	}

}
