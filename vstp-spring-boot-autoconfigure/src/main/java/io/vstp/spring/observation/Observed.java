package io.vstp.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * An observation under way. What the application hangs on observations may fail; nothing
 * else does for that.
 */
abstract class Observed {

	private static final Log logger = LogFactory.getLog(Observed.class);

	private final Observation observation;

	private final ObservationRegistry registry;

	private Observation.@Nullable Scope scope;

	private Observation.@Nullable Scope previous;

	Observed(Observation observation, ObservationRegistry registry) {
		this.observation = observation;
		this.registry = registry;
	}

	Observation observation() {
		return this.observation;
	}

	void open() {
		this.previous = this.registry.getCurrentObservationScope();
		try {
			this.scope = this.observation.openScope();
		}
		catch (Throwable ex) {
			closeHalfOpen();
			restore(ex);
		}
	}

	void close() {
		Observation.Scope open = this.scope;
		if (open != null) {
			this.scope = null;
			try {
				open.close();
			}
			catch (Throwable ex) {
				restore(ex);
			}
		}
	}

	// Those who were told of the scope before it failed, of whom a tracer may be one.
	private void closeHalfOpen() {
		Observation.Scope halfOpen = this.registry.getCurrentObservationScope();
		if (halfOpen == null || halfOpen == this.previous) {
			return;
		}
		try {
			halfOpen.close();
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	// A scope that was opened or closed by half must not stay on the thread.
	private void restore(Throwable ex) {
		failed(ex);
		this.registry.setCurrentObservationScope(this.previous);
	}

	void event(Observation.Event event) {
		try {
			this.observation.event(event);
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	void stop(@Nullable Throwable cause) {
		try {
			if (cause != null) {
				this.observation.error(cause);
			}
		}
		catch (Throwable ex) {
			failed(ex);
		}
		try {
			this.observation.stop();
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	void failed(Throwable ex) {
		logger.warn("Observation %s failed".formatted(this.observation.getContext().getName()), ex);
	}

}
