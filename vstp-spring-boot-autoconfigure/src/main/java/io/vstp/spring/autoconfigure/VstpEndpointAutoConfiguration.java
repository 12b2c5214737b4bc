package io.vstp.spring.autoconfigure;

import java.util.List;

import io.vstp.spring.actuate.VstpEndpoint;
import io.vstp.spring.actuate.VstpEndpointWebExtension;
import io.vstp.spring.actuate.VstpServerView;
import io.vstp.spring.client.VstpClients;
import io.vstp.spring.handler.VstpHandlerRegistry;
import io.vstp.spring.server.VstpServerLifecycle;
import io.vstp.spring.session.VstpSessions;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of the endpoint {@code vstp}.
 */
@AutoConfiguration(after = { VstpServerAutoConfiguration.class, VstpClientAutoConfiguration.class })
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean(VstpHandlerRegistry.class)
public final class VstpEndpointAutoConfiguration {

	@Bean
	@ConditionalOnAvailableEndpoint
	@ConditionalOnMissingBean
	VstpEndpoint vstpEndpoint(ObjectProvider<VstpServerLifecycle> lifecycle, ObjectProvider<VstpSessions> sessions,
			VstpHandlerRegistry registry, ObjectProvider<VstpClients> clients) {
		List<VstpServerView> servers = lifecycle.stream()
			.map((server) -> new VstpServerView(VstpServerAutoConfiguration.SERVER_NAME, server))
			.toList();
		return new VstpEndpoint(servers, sessions.getIfAvailable(), registry, clients.getIfAvailable());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(VstpEndpoint.class)
	VstpEndpointWebExtension vstpEndpointWebExtension(VstpEndpoint endpoint) {
		return new VstpEndpointWebExtension(endpoint);
	}

}
