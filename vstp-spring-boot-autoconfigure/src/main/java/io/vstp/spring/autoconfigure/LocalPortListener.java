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
 * Puts the port on which the server really listens into the environment, as
 * {@code local.vstp.tcp.port}; beside Spring Boot's {@code local.server.port}, and in the
 * parents of the context too.
 */
final class LocalPortListener implements ApplicationListener<VstpServerListeningEvent> {

	private static final String PROPERTY = "local.vstp.tcp.port";

	private static final String SOURCE = "server.ports";

	private final ApplicationContext context;

	LocalPortListener(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void onApplicationEvent(VstpServerListeningEvent event) {
		ApplicationContext current = this.context;
		while (current != null) {
			if (current instanceof ConfigurableApplicationContext configurable) {
				setPort(configurable.getEnvironment().getPropertySources(), event.getAddress().getPort());
			}
			current = current.getParent();
		}
	}

	private static void setPort(MutablePropertySources sources, int port) {
		if (sources.get(SOURCE) instanceof MapPropertySource ports) {
			ports.getSource().put(PROPERTY, port);
			return;
		}
		Map<String, Object> ports = new HashMap<>();
		ports.put(PROPERTY, port);
		sources.addFirst(new MapPropertySource(SOURCE, ports));
	}

}
