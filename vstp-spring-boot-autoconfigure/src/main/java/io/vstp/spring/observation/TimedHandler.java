package io.vstp.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Headers;
import io.vstp.spring.handler.HandlerObservation;
import io.vstp.transport.VstpSession;
import org.jspecify.annotations.Nullable;

/**
 * One call of a handler of whose observation nobody but the timers would be told: it is
 * timed, and the observation is made if somebody asks for it.
 */
final class TimedHandler implements HandlerObservation, LazyObservation.Maker {

	private final String handler;

	private final Headers headers;

	private final VstpSession session;

	private final VstpHandlerObservations owner;

	private final LazyObservation observation;

	private Observation.@Nullable Scope outer;

	private Observation.@Nullable Scope scope;

	private boolean entered;

	private @Nullable ErrorCode error;

	private @Nullable Throwable cause;

	private long nanos;

	TimedHandler(String handler, Headers headers, VstpSession session, VstpHandlerObservations owner) {
		this.handler = handler;
		this.headers = headers;
		this.session = session;
		this.owner = owner;
		this.observation = new LazyObservation(owner.registry(), this);
	}

	@Override
	public ObservedHandler make() {
		ObservationRegistry registry = this.owner.registry();
		Observation.Scope current = registry.getCurrentObservationScope();
		// Who is told of the start must not find what is still being made.
		registry.setCurrentObservationScope(this.outer);
		try {
			return this.owner.observed(this.handler, this.headers, this.session, parent());
		}
		finally {
			registry.setCurrentObservationScope(current);
		}
	}

	@Override
	public ObservedHandler makeEnded() {
		ObservedHandler made = this.owner.unheard(this.handler, this.headers, this.session, parent());
		made.stop(this.error, this.cause, this.nanos);
		return made;
	}

	private @Nullable Observation parent() {
		Observation.Scope around = this.outer;
		return (around != null) ? around.getCurrentObservation() : null;
	}

	@Override
	public void enter() {
		Observation.Scope opened = QuietScopes.open(this.owner.registry(), this.observation);
		this.scope = opened;
		if (!this.entered && opened != null) {
			this.entered = true;
			this.outer = opened.getPreviousObservationScope();
		}
	}

	@Override
	public void leave() {
		Observation.Scope open = this.scope;
		if (open != null) {
			this.scope = null;
			QuietScopes.close(this.owner.registry(), open);
		}
	}

	@Override
	public Object observed(Object publisher) {
		return ReactorContexts.with(publisher, this.observation);
	}

	@Override
	public void stop(@Nullable ErrorCode error, @Nullable Throwable cause, long nanos) {
		this.error = error;
		this.cause = cause;
		this.nanos = nanos;
		ObservedHandler made = this.observation.end();
		if (made != null && !made.observation().isNoop()) {
			made.stop(error, cause, nanos);
		}
		else {
			this.owner.timed(this.handler, this.session.transport(), error, nanos);
		}
	}

}
