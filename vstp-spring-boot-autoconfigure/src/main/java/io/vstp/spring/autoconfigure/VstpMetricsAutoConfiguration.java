package io.vstp.spring.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.vstp.spring.client.VstpClients;
import io.vstp.spring.metrics.EventLoopMeters;
import io.vstp.spring.metrics.MeteredCalls;
import io.vstp.spring.metrics.VstpClientMeters;
import io.vstp.spring.metrics.VstpMeterConvention;
import io.vstp.spring.metrics.VstpMeters;
import io.vstp.spring.metrics.VstpServerMeters;
import io.vstp.spring.server.VstpHandlerExecutor;
import io.vstp.spring.server.VstpServerLifecycle;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of the {@code vstp.*} meters.
 */
@AutoConfiguration(after = { VstpServerAutoConfiguration.class, VstpClientAutoConfiguration.class }, afterName = {
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public final class VstpMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	VstpMeterConvention vstpMeterConvention() {
		return VstpMeterConvention.DEFAULT;
	}

	@Bean
	@ConditionalOnMissingBean
	VstpMeters vstpMeters(MeterRegistry registry, VstpMeterConvention convention) {
		return new VstpMeters(registry, convention);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(VstpServerLifecycle.class)
	VstpServerMeters vstpServerMeters(MeterRegistry registry, VstpMeterConvention convention,
			VstpServerLifecycle lifecycle, VstpHandlerExecutor executor) {
		return new VstpServerMeters(registry, convention, lifecycle::server, executor.pool());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(VstpClients.class)
	VstpClientMeters vstpClientMeters(MeterRegistry registry, VstpMeterConvention convention, VstpClients clients) {
		return new VstpClientMeters(registry, convention, clients);
	}

	// Static, and with the registry when it is needed, so that nothing comes into being
	// before its time.
	@Bean
	@ConditionalOnMissingBean
	static EventLoopMeters vstpEventLoopMeters(ObjectProvider<MeterRegistry> registry) {
		return new EventLoopMeters(registry::getIfAvailable);
	}

	@Bean
	MeteredCalls vstpMeteredCalls(VstpMeters meters) {
		return new MeteredCalls(meters);
	}

}
