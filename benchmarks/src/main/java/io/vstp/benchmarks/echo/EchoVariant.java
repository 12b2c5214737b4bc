package io.vstp.benchmarks.echo;

import java.util.List;
import java.util.Locale;

import io.vstp.benchmarks.harness.ClassPath;

/**
 * What an echo consists of.
 */
enum EchoVariant {

	/** Without Spring, and nobody looks on. */
	CORE(false, false),

	/** Without Spring, with meters. */
	CORE_METERS(true, false),

	/** A starter and nothing else: there is no Micrometer but for its interfaces. */
	NONE(false, false),

	/** With a meter registry, and no observation registry. */
	METERS(true, false),

	/** What Actuator and Prometheus bring: meters and observations. */
	OBSERVED(true, false),

	/** With traces as well, of which every tenth is recorded. */
	TRACED(true, true);

	private static final List<String> METER_JARS = List.of("micrometer-core-", "micrometer-jakarta9-",
			"micrometer-registry-", "prometheus-metrics-", "HdrHistogram-", "LatencyUtils-", "spring-boot-actuator-",
			"spring-boot-health-", "spring-boot-micrometer-");

	private static final List<String> TRACING_JARS = List.of("micrometer-tracing-", "context-propagation-",
			"opentelemetry-", "spring-boot-micrometer-tracing-", "spring-boot-opentelemetry-");

	private final boolean meters;

	private final boolean traces;

	EchoVariant(boolean meters, boolean traces) {
		this.meters = meters;
		this.traces = traces;
	}

	static EchoVariant of(String name) {
		return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
	}

	/**
	 * Returns the part of a class path that the variant has.
	 * @param all all that there is
	 * @return what is left of it
	 */
	ClassPath classPath(ClassPath all) {
		return all.without((fileName) -> (!this.meters && METER_JARS.stream().anyMatch(fileName::startsWith))
				|| (!this.traces && TRACING_JARS.stream().anyMatch(fileName::startsWith)));
	}

	/**
	 * Makes sure that the variant is what it says.
	 * @throws IllegalStateException if this JVM has classes that the variant must not
	 * have, or lacks some
	 */
	void check() {
		check("io.micrometer.core.instrument.MeterRegistry", this.meters);
		check("io.micrometer.tracing.Tracer", this.traces);
	}

	private void check(String className, boolean expected) {
		boolean present;
		try {
			Class.forName(className, false, getClass().getClassLoader());
			present = true;
		}
		catch (ClassNotFoundException ex) {
			present = false;
		}
		if (present != expected) {
			throw new IllegalStateException(
					"%s must %s on the class path of %s".formatted(className, expected ? "be" : "not be", name()));
		}
	}

}
