package io.vstp.spring.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.vstp.spring.client.VstpClients;
import io.vstp.spring.handler.VstpHandlerRegistry;
import io.vstp.spring.health.VstpDestinationHealthIndicator;
import io.vstp.spring.health.VstpServerHealthIndicator;
import io.vstp.spring.server.VstpHandlerExecutor;
import io.vstp.spring.server.VstpServerLifecycle;
import io.vstp.transport.Checks;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of the health of the VSTP server and
 * of the destinations.
 */
@AutoConfiguration(after = { VstpServerAutoConfiguration.class, VstpClientAutoConfiguration.class })
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
public final class VstpHealthAutoConfiguration {

	@Bean
	@ConditionalOnBean(VstpServerLifecycle.class)
	@ConditionalOnEnabledHealthIndicator("vstp")
	@ConditionalOnMissingBean(name = { "vstpHealthIndicator", "vstpHealthContributor" })
	@Nullable VstpServerHealthIndicator vstpHealthContributor(VstpServerLifecycle lifecycle, VstpHandlerRegistry registry,
			VstpHandlerExecutor executor) {
		// Where there is nothing to listen for there is no health either: Spring leaves
		// out what is null when it collects the contributors.
		return registry.hasServerHandlers() ? new VstpServerHealthIndicator(lifecycle, executor.pool()) : null;
	}

	@Bean
	@ConditionalOnBean(VstpClients.class)
	@Conditional(OnDestinationsCondition.class)
	@ConditionalOnEnabledHealthIndicator("vstp-destinations")
	@ConditionalOnMissingBean(name = { "vstpDestinationsHealthIndicator", "vstpDestinationsHealthContributor" })
	CompositeHealthContributor vstpDestinationsHealthContributor(VstpClients clients, VstpClientProperties properties) {
		Duration timeout = properties.getHealth().getTimeout();
		new PropertyValues("vstp.client.health").apply("timeout", timeout,
				(value) -> Checks.positive("timeout", value));
		Map<String, HealthIndicator> indicators = new LinkedHashMap<>();
		clients.names()
			.forEach((name) -> indicators.put(name, new VstpDestinationHealthIndicator(clients, name, timeout)));
		return CompositeHealthContributor.fromMap(indicators);
	}

}
