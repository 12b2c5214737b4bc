package io.vstp.spring.autoconfigure;

import io.micrometer.observation.ObservationRegistry.ObservationConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * Has a native image know whom an observation registry tells, and scopes of which nobody
 * is told.
 */
final class ObservationRegistryHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.reflection().registerType(ObservationConfig.class, MemberCategory.ACCESS_DECLARED_FIELDS);
		hints.reflection()
			.registerType(TypeReference.of("io.micrometer.observation.SimpleObservation$SimpleScope"),
					MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
	}

}
