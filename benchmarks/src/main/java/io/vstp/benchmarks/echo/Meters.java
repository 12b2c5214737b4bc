package io.vstp.benchmarks.echo;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vstp.observe.VstpObserver;
import io.vstp.spring.metrics.VstpMeters;

/**
 * Meters without Spring; apart, because Micrometer is not always there.
 */
final class Meters {

	private Meters() {
	}

	static VstpObserver create() {
		return new VstpMeters(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
	}

}
