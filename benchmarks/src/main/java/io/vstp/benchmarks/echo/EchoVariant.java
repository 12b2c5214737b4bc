package io.vstp.benchmarks.echo;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.vstp.benchmarks.harness.ClassPath;
import io.vstp.frame.Transport;
import io.vstp.observe.VstpObserver;

/**
 * What an echo consists of.
 */
enum EchoVariant {

	/** Without Spring, and nobody looks on. */
	CORE(Seen.NOTHING),

	/** Without Spring, with meters. */
	CORE_METERS(Seen.METERS),

	/** A starter and nothing else: there is no Micrometer but for its interfaces. */
	NONE(Seen.NOTHING),

	/** With a meter registry, and no observation registry. */
	METERS(Seen.METERS),

	/** What Actuator and Prometheus bring: meters and observations. */
	OBSERVED(Seen.METERS),

	/** With traces as well, of which every tenth is recorded. */
	TRACED(Seen.ALL);

	private static final String OBSERVATIONS = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration";

	private final Seen seen;

	EchoVariant(Seen seen) {
		this.seen = seen;
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
		return all.without(this.seen::lacks);
	}

	/**
	 * Starts server and client.
	 * @param transport what goes between them
	 * @return the echo
	 */
	Echo start(Transport transport) {
		return switch (this) {
			case CORE -> new CoreEcho(transport, VstpObserver.NONE);
			case CORE_METERS -> new CoreEcho(transport, Meters.create());
			case METERS -> new SpringEcho(transport, Map.of("spring.autoconfigure.exclude", OBSERVATIONS));
			case NONE, OBSERVED, TRACED -> new SpringEcho(transport, Map.of());
		};
	}

	/** What of an application can be seen from outside. */
	private enum Seen {

		NOTHING(true, true), METERS(false, true), ALL(false, false);

		private static final List<String> METER_JARS = List.of("micrometer-core-", "micrometer-jakarta9-",
				"micrometer-registry-", "prometheus-metrics-", "HdrHistogram-", "LatencyUtils-",
				"spring-boot-actuator-", "spring-boot-health-", "spring-boot-micrometer-");

		private static final List<String> TRACING_JARS = List.of("micrometer-tracing-", "context-propagation-",
				"opentelemetry-", "spring-boot-micrometer-tracing-", "spring-boot-opentelemetry-");

		private final boolean withoutMeters;

		private final boolean withoutTraces;

		Seen(boolean withoutMeters, boolean withoutTraces) {
			this.withoutMeters = withoutMeters;
			this.withoutTraces = withoutTraces;
		}

		boolean lacks(String fileName) {
			return (this.withoutMeters && METER_JARS.stream().anyMatch(fileName::startsWith))
					|| (this.withoutTraces && TRACING_JARS.stream().anyMatch(fileName::startsWith));
		}

	}

}
