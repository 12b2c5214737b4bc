package io.vstp.spring.autoconfigure;

import java.util.Map;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import io.vstp.spring.observation.ObservationSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * What {@code management.observations} says. Spring Boot asks it for each observation;
 * who asks here once need not make any that nobody wants.
 */
final class ConfiguredObservations implements ObservationSettings {

	private static final String ENABLE = "management.observations.enable";

	// A predicate and a filter in one, which goes by the name and adds the key values
	// that are configured.
	private static final String SPRING_BOOTS = "org.springframework.boot.micrometer.observation.autoconfigure.PropertiesObservationFilterPredicate";

	private final Map<String, Boolean> enable;

	ConfiguredObservations(Environment environment) {
		this.enable = Binder.get(environment)
			.bind(ENABLE, Bindable.mapOf(String.class, Boolean.class))
			.orElseGet(Map::of);
	}

	// The longest beginning of the name that is there decides.
	@Override
	public boolean isEnabled(@Nullable String name) {
		for (String key = (name != null) ? name : ""; !key.isEmpty(); key = key.substring(0,
				Math.max(0, key.lastIndexOf('.')))) {
			Boolean on = this.enable.get(key);
			if (on != null) {
				return on;
			}
		}
		return this.enable.getOrDefault("all", true);
	}

	@Override
	public boolean isCovered(Object predicateOrFilter) {
		return predicateOrFilter.getClass().getName().equals(SPRING_BOOTS)
				&& predicateOrFilter instanceof ObservationFilter filter && addsNothing(filter);
	}

	private static boolean addsNothing(ObservationFilter filter) {
		Observation.Context probe = new Observation.Context();
		return filter.map(probe) == probe && probe.getAllKeyValues().stream().findAny().isEmpty();
	}

}
