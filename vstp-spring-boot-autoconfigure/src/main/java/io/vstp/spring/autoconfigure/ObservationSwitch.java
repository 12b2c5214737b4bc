package io.vstp.spring.autoconfigure;

import java.util.Map;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * What {@code management.observations.enable} says. Spring Boot asks it for each
 * observation; who asks here once need not make any that nobody wants.
 */
final class ObservationSwitch {

	private static final String PROPERTY = "management.observations.enable";

	private final Map<String, Boolean> enable;

	ObservationSwitch(Environment environment) {
		this.enable = Binder.get(environment)
			.bind(PROPERTY, Bindable.mapOf(String.class, Boolean.class))
			.orElseGet(Map::of);
	}

	/**
	 * Says whether observations are made.
	 * @param name their name, of which the longest beginning that is there decides
	 * @return whether they are
	 */
	boolean isOn(String name) {
		for (String key = name; !key.isEmpty(); key = key.substring(0, Math.max(0, key.lastIndexOf('.')))) {
			Boolean on = this.enable.get(key);
			if (on != null) {
				return on;
			}
		}
		return this.enable.getOrDefault("all", true);
	}

}
