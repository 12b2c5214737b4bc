package io.vstp.demo.network;

import java.net.InetSocketAddress;
import java.util.List;

import io.vstp.spring.client.VstpConnectionDetails;

import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Has destinations reached through the network: a bean for each says that it is where the
 * network listens.
 */
@Configuration(proxyBeanMethods = false)
@Import(NetworkDestinations.Registrar.class)
class NetworkDestinations {

	static class Registrar implements BeanRegistrar {

		@Override
		public void register(BeanRegistry registry, Environment environment) {
			Binder.get(environment)
				.bind("demo.network.destinations", Bindable.listOf(String.class))
				.orElse(List.of())
				.forEach((name) -> registry.registerBean(name + "-connection-details", VstpConnectionDetails.class,
						(spec) -> spec.supplier((context) -> details(name, context.bean(Network.class).address()))));
		}

		private static VstpConnectionDetails details(String name, InetSocketAddress address) {
			return VstpConnectionDetails.of(name, address.getAddress().getHostAddress(), address.getPort());
		}

	}

}
