package io.vstp.spring.autoconfigure;

import java.util.Map;

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

	private static final String KEY_VALUES = "management.observations.key-values";

	// A predicate and a filter in one, which the two properties are all it knows of.
	private static final String SPRING_BOOTS = "org.springframework.boot.micrometer.observation.autoconfigure.PropertiesObservationFilterPredicate";

	private final Map<String, Boolean> enable;

	private final boolean keyValues;

	ConfiguredObservations(Environment environment) {
		this.enable = Binder.get(environment)
			.bind(ENABLE, Bindable.mapOf(String.class, Boolean.class))
			.orElseGet(Map::of);
		this.keyValues = Binder.get(environment).bind(KEY_VALUES, Bindable.mapOf(String.class, String.class)).isBound();
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
		return !this.keyValues && predicateOrFilter.getClass().getName().equals(SPRING_BOOTS);
	}

}
