package io.vstp.demo.web;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Under which names the page is to be had.
 *
 * @param hosts names beside those that nobody else can have: addresses, names without a
 * dot, and names below {@code .local} and the like; default none
 */
@ConfigurationProperties("demo.web")
record WebProperties(@DefaultValue List<String> hosts) {

	private static final Pattern ADDRESS = Pattern.compile("[\\d.]+|\\[.*]|.*:.*");

	private static final List<String> PRIVATE = List.of(".localhost", ".local", ".internal", ".home.arpa");

	WebProperties {
		hosts = hosts.stream().map((host) -> host.toLowerCase(Locale.ROOT)).toList();
	}

	/**
	 * Says whether a name is not that of a stranger, who may have it lead here although
	 * the page is his (DNS rebinding).
	 * @param host the name, without a port
	 * @return whether it is one of ours
	 */
	boolean isOurs(String host) {
		String name = host.toLowerCase(Locale.ROOT);
		return this.hosts.contains(name) || name.indexOf('.') < 0 || ADDRESS.matcher(name).matches()
				|| PRIVATE.stream().anyMatch(name::endsWith);
	}

}
