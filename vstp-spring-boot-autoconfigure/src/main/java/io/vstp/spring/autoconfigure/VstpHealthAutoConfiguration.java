package io.vstp.spring.autoconfigure;

import io.vstp.spring.handler.VstpHandlerRegistry;
import io.vstp.spring.health.VstpServerHealthIndicator;
import io.vstp.spring.server.VstpServerLifecycle;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of the health of the VSTP server.
 */
@AutoConfiguration(after = VstpServerAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(VstpServerLifecycle.class)
public final class VstpHealthAutoConfiguration {

	@Bean
	@ConditionalOnEnabledHealthIndicator("vstp")
	@ConditionalOnMissingBean(name = { "vstpHealthIndicator", "vstpHealthContributor" })
	@Nullable VstpServerHealthIndicator vstpHealthContributor(VstpServerLifecycle lifecycle, VstpHandlerRegistry registry) {
		// Where there is nothing to listen for there is no health either: Spring leaves
		// out what is null when it collects the contributors.
		return registry.hasServerHandlers() ? new VstpServerHealthIndicator(lifecycle) : null;
	}

}
