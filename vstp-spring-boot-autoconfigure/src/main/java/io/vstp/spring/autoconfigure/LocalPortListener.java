package io.vstp.spring.autoconfigure;

import java.util.HashMap;
import java.util.Map;

import io.vstp.spring.server.VstpServerListeningEvent;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;

/**
 * Puts the ports on which the server really listens into the environment, as
 * {@code local.vstp.tcp.port} and {@code local.vstp.udp.port}; beside Spring Boot's
 * {@code local.server.port}, and in the parents of the context too.
 */
final class LocalPortListener implements ApplicationListener<VstpServerListeningEvent> {

	private static final String PROPERTY = "local.vstp.%s.port";

	private static final String SOURCE = "server.ports";

	private final ApplicationContext context;

	LocalPortListener(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void onApplicationEvent(VstpServerListeningEvent event) {
		Map<String, Object> ports = new HashMap<>();
		event.getEndpoints()
			.forEach((endpoint) -> ports.put(PROPERTY.formatted(endpoint.transportName()),
					endpoint.address().getPort()));
		ApplicationContext current = this.context;
		while (current != null) {
			if (current instanceof ConfigurableApplicationContext configurable) {
				setPorts(configurable.getEnvironment().getPropertySources(), ports);
			}
			current = current.getParent();
		}
	}

	private static void setPorts(MutablePropertySources sources, Map<String, Object> ports) {
		if (sources.get(SOURCE) instanceof MapPropertySource known) {
			known.getSource().putAll(ports);
		}
		else {
			sources.addFirst(new MapPropertySource(SOURCE, new HashMap<>(ports)));
		}
	}

}
