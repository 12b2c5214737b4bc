package io.vstp.spring.observation;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Objects;

import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationRegistry.ObservationConfig;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Who would be told of observations. Without a tracer that is most often nobody but this
 * library's own handler, whose timers are to be had for less. A registry does not say it:
 * its lists, which only grow, are read where it keeps them. Where that is not possible,
 * somebody is taken to listen. Safe for use by several threads.
 */
final class Listeners {

	private static final Log logger = LogFactory.getLog(Listeners.class);

	private static final List<String> FIELDS = List.of("observationHandlers", "observationConventions",
			"observationPredicates", "observationFilters");

	private final ObservationRegistry registry;

	private final ObservationSettings settings;

	private final @Nullable ObservationHandler<?> timers;

	private volatile @Nullable Known known;

	/**
	 * Creates this.
	 * @param registry tells them
	 * @param settings knows predicates and filters
	 * @param timers the handler that is this library's own, or {@code null} if there is
	 * none
	 */
	Listeners(ObservationRegistry registry, ObservationSettings settings, @Nullable ObservationHandler<?> timers) {
		this.registry = registry;
		this.settings = settings;
		this.timers = timers;
	}

	private static @Nullable List<List<?>> lists(ObservationConfig config) {
		try {
			return FIELDS.stream().<List<?>>map((name) -> list(config, name)).toList();
		}
		catch (RuntimeException ex) {
			logger.debug("All calls are observed: it cannot be seen who is told of them", ex);
			return null;
		}
	}

	private static List<?> list(ObservationConfig config, String name) {
		try {
			Field field = ObservationConfig.class.getDeclaredField(name);
			field.setAccessible(true);
			return Objects.requireNonNull((List<?>) field.get(config));
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("No field '%s'".formatted(name), ex);
		}
	}

	/**
	 * Says whether observations that follow a convention of this library would reach the
	 * timers of this library at the most, as they are.
	 * @return whether nobody else listens
	 */
	boolean onlyTimers() {
		if (this.timers == null) {
			return false;
		}
		Known seen = this.known;
		// A registry may pass everything on, and later to another one.
		ObservationConfig config = this.registry.observationConfig();
		if (seen == null || seen.config() != config) {
			seen = new Known(config, lists(config), -1, false);
			this.known = seen;
		}
		List<List<?>> all = seen.lists();
		if (all == null) {
			return false;
		}
		int size = 0;
		for (List<?> list : all) {
			size += list.size();
		}
		if (seen.size() != size) {
			// If more is added meanwhile, the size is another one the next time.
			seen = new Known(config, all, size, onlyTimers(all));
			this.known = seen;
		}
		return seen.onlyTimers();
	}

	private boolean onlyTimers(List<List<?>> all) {
		return all.get(0).stream().allMatch(this::isTimer) && all.get(1).isEmpty()
				&& all.get(2).stream().allMatch(this.settings::isCovered)
				&& all.get(3).stream().allMatch(this.settings::isCovered);
	}

	// Of those that are asked in turn no other one is told of what the first one takes.
	private boolean isTimer(@Nullable Object handler) {
		if (handler instanceof FirstMatchingCompositeObservationHandler composite
				&& composite.getClass() == FirstMatchingCompositeObservationHandler.class) {
			List<? extends ObservationHandler<?>> handlers = composite.getHandlers();
			return !handlers.isEmpty() && handlers.get(0) == this.timers;
		}
		return handler == this.timers;
	}

	// How long the lists were together, and what was in them.
	private record Known(ObservationConfig config, @Nullable List<List<?>> lists, int size, boolean onlyTimers) {
	}

}
