package io.vstp.spring.observation;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The observation of a handler of which nobody is told, so that there is none until the
 * handler, or what it calls, asks something of it. Safe for use by several threads.
 */
final class LazyObservation implements Observation {

	private final ObservationRegistry registry;

	private final Maker maker;

	private @Nullable ObservedHandler made;

	private boolean ended;

	LazyObservation(ObservationRegistry registry, Maker maker) {
		this.registry = registry;
		this.maker = maker;
	}

	private synchronized Observation observation() {
		if (this.made == null) {
			this.made = this.ended ? this.maker.makeEnded() : this.maker.make();
		}
		return this.made.observation();
	}

	/**
	 * The handler has ended. What somebody asks for from now on has ended, too.
	 * @return what was made until now, or {@code null} if nobody has asked
	 */
	synchronized @Nullable ObservedHandler end() {
		this.ended = true;
		return this.made;
	}

	@Override
	public ObservationRegistry getObservationRegistry() {
		return this.registry;
	}

	@Override
	public Observation contextualName(@Nullable String contextualName) {
		observation().contextualName(contextualName);
		return this;
	}

	@Override
	public Observation parentObservation(@Nullable Observation parentObservation) {
		observation().parentObservation(parentObservation);
		return this;
	}

	@Override
	public Observation lowCardinalityKeyValue(KeyValue keyValue) {
		observation().lowCardinalityKeyValue(keyValue);
		return this;
	}

	@Override
	public Observation highCardinalityKeyValue(KeyValue keyValue) {
		observation().highCardinalityKeyValue(keyValue);
		return this;
	}

	@Override
	public Observation observationConvention(ObservationConvention<?> convention) {
		observation().observationConvention(convention);
		return this;
	}

	@Override
	public Observation error(Throwable error) {
		observation().error(error);
		return this;
	}

	@Override
	public Observation event(Event event) {
		observation().event(event);
		return this;
	}

	// It is, as far as anybody can see.
	@Override
	public Observation start() {
		return this;
	}

	@Override
	public Context getContext() {
		return observation().getContext();
	}

	@Override
	public void stop() {
		observation().stop();
	}

	// It is this one that is the current one then, as in the handler's own scope.
	@Override
	public Scope openScope() {
		Scope scope = QuietScopes.open(this.registry, this);
		return (scope != null) ? scope : observation().openScope();
	}

	// Otherwise it would be the one that does nothing.
	@Override
	@SuppressWarnings("deprecation")
	public @Nullable Scope getEnclosingScope() {
		Scope scope = this.registry.getCurrentObservationScope();
		while (scope != null && scope.getCurrentObservation() != this) {
			scope = scope.getPreviousObservationScope();
		}
		return scope;
	}

	@Override
	public String toString() {
		return observation().toString();
	}

	/**
	 * Makes the observation that somebody asks for.
	 */
	interface Maker {

		/**
		 * Makes it while the handler runs.
		 * @return the observation, which was started, and without a scope
		 */
		ObservedHandler make();

		/**
		 * Makes it after the handler has ended.
		 * @return the observation, which was stopped; nobody is told of it
		 */
		ObservedHandler makeEnded();

	}

}
