package io.vstp.spring.observation;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Scopes of which nobody is told. They are of Micrometer's own class, which takes any
 * observation, since it casts the scopes around another one to that; but it lets nobody
 * else make them.
 */
final class QuietScopes {

	private static final Log logger = LogFactory.getLog(QuietScopes.class);

	private static final String SCOPE = "io.micrometer.observation.SimpleObservation$SimpleScope";

	private static final @Nullable MethodHandle CONSTRUCTOR = constructor();

	private QuietScopes() {
	}

	private static @Nullable MethodHandle constructor() {
		try {
			Constructor<?> constructor = Class.forName(SCOPE, false, Observation.class.getClassLoader())
				.getDeclaredConstructor(ObservationRegistry.class, Observation.class);
			constructor.setAccessible(true);
			return MethodHandles.lookup()
				.unreflectConstructor(constructor)
				.asType(MethodType.methodType(Observation.Scope.class, ObservationRegistry.class, Observation.class));
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			logger.debug("All handlers are observed: there are no scopes but those that are told of", ex);
			return null;
		}
	}

	/**
	 * Says whether there are such scopes.
	 * @return whether {@link #open} works
	 */
	static boolean isPossible() {
		return CONSTRUCTOR != null;
	}

	/**
	 * Makes an observation the current one of this thread.
	 * @param registry the registry
	 * @param observation the observation
	 * @return the scope, to be {@linkplain #close closed} by this thread; {@code null} if
	 * there is none after all
	 */
	static Observation.@Nullable Scope open(ObservationRegistry registry, Observation observation) {
		MethodHandle constructor = CONSTRUCTOR;
		if (constructor == null) {
			return null;
		}
		try {
			return (Observation.Scope) constructor.invokeExact(registry, observation);
		}
		catch (Throwable ex) {
			logger.warn("Observation of a handler has no scope", ex);
			return null;
		}
	}

	static void close(ObservationRegistry registry, Observation.Scope scope) {
		registry.setCurrentObservationScope(scope.getPreviousObservationScope());
	}

}
