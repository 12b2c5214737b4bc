package io.vstp.spring.autoconfigure;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.vstp.server.VstpServerOptions;

/**
 * Reads where a server is: {@code host}, {@code host:port}, {@code [ipv6]} or
 * {@code [ipv6]:port}.
 */
final class ServerAddress {

	private static final Pattern SYNTAX = Pattern
		.compile("(?:(?<name>[^\\s/@:\\[\\]]+)|\\[(?<ipv6>[0-9A-Fa-f:.]+(?:%\\w+)?)])(?::(?<port>[0-9]{1,5}))?");

	private ServerAddress() {
	}

	/**
	 * Reads an address.
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

	private static IllegalArgumentException invalid(String text) {
		return new IllegalArgumentException(("must be host:port with a port from 1 to 65535 and an IPv6 address in "
				+ "brackets, for instance localhost:6969 or [::1]:6969, but is '%s'")
			.formatted(text));
	}

}
