package io.vstp.benchmarks.echo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.vstp.frame.Transport;
import io.vstp.spring.client.VstpTemplate;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An echo by a handler, asked by the template of the same application.
 */
final class SpringEcho implements Echo {

	private final ConfigurableApplicationContext context;

	private final VstpTemplate template;

	SpringEcho(Transport transport, Map<String, String> properties) {
		String name = transport.name().toLowerCase(Locale.ROOT);
		int port = freePort(transport);
		Map<String, Object> all = new LinkedHashMap<>(properties);
		all.put("vstp.server.tcp.enabled", transport == Transport.TCP);
		all.put("vstp.server.udp.enabled", transport == Transport.UDP);
		all.put("vstp.server." + name + ".port", port);
		all.put("vstp.client.destinations.echo.address", "localhost:" + port);
		all.put("vstp.client.destinations.echo.transport", name);
		this.context = new SpringApplicationBuilder(EchoApplication.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties(all)
			.run();
		this.template = this.context.getBean(VstpTemplate.class);
	}

	private static int freePort(Transport transport) {
		try {
			if (transport == Transport.TCP) {
				try (ServerSocket socket = new ServerSocket(0)) {
					return socket.getLocalPort();
				}
			}
			try (DatagramSocket socket = new DatagramSocket(0)) {
				return socket.getLocalPort();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public CompletableFuture<byte @Nullable []> call(byte[] payload) {
		return this.template.to("echo").header("op", "echo").payload(payload).exchangeAsync(byte[].class);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
