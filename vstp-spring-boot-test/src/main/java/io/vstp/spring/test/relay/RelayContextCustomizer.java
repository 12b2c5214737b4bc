package io.vstp.spring.test.relay;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.vstp.frame.Transport;
import io.vstp.spring.server.VstpServerListeningEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Starts relays before the application does, and makes their addresses those of the
 * destinations.
 *
 * @param names of the destinations; all if empty
 * @param toLocalServer whether all of them lead to the application's own server
 * @param seed what dice begin with
 */
record RelayContextCustomizer(List<String> names, boolean toLocalServer, long seed) implements ContextCustomizer {

	private static final ConfigurationPropertyName DESTINATIONS = ConfigurationPropertyName
		.of("vstp.client.destinations");

	private static final String BEAN_NAME = "vstpRelays";

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		Binder binder = Binder.get(context.getEnvironment());
		VstpRelays relays = new VstpRelays();
		DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
		beans.registerSingleton(BEAN_NAME, relays);
		beans.registerDisposableBean(BEAN_NAME, relays::close);
		Map<String, Object> properties = new LinkedHashMap<>();
		List<RelayPair> local = new ArrayList<>();
		for (String name : this.names.isEmpty() ? configured(binder) : this.names) {
			String property = "vstp.client.destinations[%s].address".formatted(name);
			InetSocketAddress address = this.toLocalServer ? null : address(binder, name);
			RelayPair pair = RelayPair.start(this.seed);
			relays.add(name, pair);
			if (address != null) {
				pair.target(address, address);
			}
			else {
				local.add(pair);
			}
			properties.put(property, "127.0.0.1:" + pair.port());
		}
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource(BEAN_NAME, properties));
		context.addApplicationListener(new TargetListener(local));
	}

	private static List<String> configured(Binder binder) {
		Map<String, Object> destinations = binder.bind(DESTINATIONS, Bindable.mapOf(String.class, Object.class))
			.orElse(Map.of());
		return List.copyOf(destinations.keySet());
	}

	private static @Nullable InetSocketAddress address(Binder binder, String name) {
		ConfigurationPropertyName property = DESTINATIONS.append("[" + name + "]").append("address");
		List<String> addresses = binder.bind(property, Bindable.listOf(String.class)).orElse(List.of());
		if (addresses.isEmpty()) {
			return null;
		}
		String address = addresses.get(0).strip();
		int colon = address.lastIndexOf(':');
		if (colon < 1) {
			throw new IllegalArgumentException("The address of destination '%s' is host:port, not '%s'"
				.formatted(property.getLastElement(Form.ORIGINAL), address));
		}
		return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
	}

	/**
	 * Tells relays where the server listens, as soon as it does.
	 *
	 * @param relays what leads there
	 */
	private record TargetListener(List<RelayPair> relays) implements ApplicationListener<VstpServerListeningEvent> {

		@Override
		public void onApplicationEvent(VstpServerListeningEvent event) {
			InetSocketAddress tcp = event.getAddress(Transport.TCP);
			InetSocketAddress udp = event.getAddress(Transport.UDP);
			this.relays.forEach((pair) -> pair.target(tcp, udp));
		}

	}

}
