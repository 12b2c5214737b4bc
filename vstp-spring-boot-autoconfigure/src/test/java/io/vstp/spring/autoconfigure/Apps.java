package io.vstp.spring.autoconfigure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

import io.vstp.frame.Transport;
import io.vstp.spring.client.VstpTemplate;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * Applications with all auto-configuration that are closed after the test, the last one
 * first.
 */
final class Apps implements AfterEachCallback {

	private final Deque<ConfigurableApplicationContext> running = new ArrayDeque<>();

	/**
	 * Starts an application with a VSTP server on a free port of loopback.
	 */
	ConfigurableApplicationContext server(Class<?> handlers, String... properties) {
		List<String> all = new ArrayList<>(List.of("vstp.server.tcp.port=0", "vstp.server.tcp.address=127.0.0.1"));
		all.addAll(List.of(properties));
		return run(handlers, all);
	}

	/**
	 * Starts an application whose destination {@code peer} is the server.
	 */
	ConfigurableApplicationContext client(ConfigurableApplicationContext server, String... properties) {
		List<String> all = new ArrayList<>(List.of("vstp.client.destinations.peer.address=localhost:" + port(server)));
		all.addAll(List.of(properties));
		return run(Empty.class, all);
	}

	VstpTemplate template(ConfigurableApplicationContext server, String... properties) {
		return client(server, properties).getBean(VstpTemplate.class);
	}

	ConfigurableApplicationContext run(Class<?> configuration, List<String> properties) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(configuration, Auto.class)
			.web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.run(properties.stream().map((property) -> "--" + property).toArray(String[]::new));
		this.running.push(context);
		return context;
	}

	static int port(ConfigurableApplicationContext server) {
		return port(server, Transport.TCP);
	}

	static int port(ConfigurableApplicationContext server, Transport transport) {
		String property = "local.vstp.%s.port".formatted(transport.name().toLowerCase(Locale.ROOT));
		return server.getEnvironment().getRequiredProperty(property, Integer.class);
	}

	@Override
	public void afterEach(ExtensionContext context) {
		while (!this.running.isEmpty()) {
			this.running.pop().close();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Auto {

	}

}
