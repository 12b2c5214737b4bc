package io.vstp.spring.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.vstp.observe.VstpObserver;
import io.vstp.spring.client.CallObservations;
import io.vstp.spring.handler.HandlerObservations;
import io.vstp.spring.metrics.VstpMeters;
import io.vstp.spring.observation.VstpCallObservationConvention;
import io.vstp.spring.observation.VstpCallObservations;
import io.vstp.spring.observation.VstpHandlerObservationConvention;
import io.vstp.spring.observation.VstpHandlerObservations;
import io.vstp.spring.observation.VstpMeterObservationHandler;
import io.vstp.spring.observation.VstpPushObservationConvention;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Primary;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of the {@code vstp.*} observations.
 */
@AutoConfiguration(after = VstpMetricsAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
@ImportRuntimeHints(ObservationRegistryHints.class)
public final class VstpObservationAutoConfiguration {

	// By its name, for its class may not be loadable.
	private static final String TIMERS = "vstpMeterObservationHandler";

	@Bean
	HandlerObservations vstpHandlerObservations(ObservationRegistry registry, Environment environment,
			ObjectProvider<VstpHandlerObservationConvention> convention, ObjectProvider<VstpObserver> observers,
			@Qualifier(TIMERS) ObjectProvider<ObservationHandler<?>> timers) {
		// Their timers are an observation's where there is one.
		Map<Boolean, List<VstpObserver>> all = observers.orderedStream()
			.collect(Collectors.partitioningBy((observer) -> observer instanceof VstpMeters));
		return new VstpHandlerObservations(registry, new ConfiguredObservations(environment),
				convention.getIfAvailable(), VstpObserver.of(all.getOrDefault(false, List.of())),
				timers.getIfAvailable(), VstpObserver.of(all.getOrDefault(true, List.of())));
	}

	@Bean
	@Primary
	CallObservations vstpCallObservations(ObservationRegistry registry, Environment environment,
			ObjectProvider<VstpCallObservationConvention> callConvention,
			ObjectProvider<VstpPushObservationConvention> pushConvention,
			@Qualifier(TIMERS) ObjectProvider<ObservationHandler<?>> timers,
			@Qualifier("vstpMeteredCalls") ObjectProvider<CallObservations> others) {
		return new VstpCallObservations(registry, new ConfiguredObservations(environment),
				callConvention.getIfAvailable(), pushConvention.getIfAvailable(), timers.getIfAvailable(),
				others.getIfAvailable(() -> CallObservations.NONE));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterObservationHandler.class)
	@ConditionalOnBean({ MeterRegistry.class, VstpMeters.class })
	static class MeterConfiguration {

		// Of the handlers that record meters only the first one that wants to does.
		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		VstpMeterObservationHandler vstpMeterObservationHandler(VstpMeters meters, MeterRegistry registry) {
			return new VstpMeterObservationHandler(meters, registry);
		}

	}

}
