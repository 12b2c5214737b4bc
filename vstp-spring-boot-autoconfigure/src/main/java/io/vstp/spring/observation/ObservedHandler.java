package io.vstp.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.vstp.frame.ErrorCode;
import io.vstp.observe.VstpObserver;
import io.vstp.spring.handler.HandlerObservation;
import org.jspecify.annotations.Nullable;

/**
 * One call of a handler.
 */
final class ObservedHandler extends Observed implements HandlerObservation {

	private final VstpHandlerObservationContext context;

	private final VstpObserver observer;

	ObservedHandler(Observation observation, ObservationRegistry registry, VstpHandlerObservationContext context,
			VstpObserver observer) {
		super(observation, registry);
		this.context = context;
		this.observer = observer;
	}

	@Override
	public void enter() {
		open();
	}

	@Override
	public void leave() {
		close();
	}

	@Override
	public Object observed(Object publisher) {
		return ReactorContexts.with(publisher, observation());
	}

	@Override
	public void stop(@Nullable ErrorCode error, @Nullable Throwable cause, long nanos) {
		this.context.stopped(error, nanos);
		stop(cause);
		try {
			this.observer.handlerCompleted(this.context.getHandler(), this.context.getTransport(), error, nanos);
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

}
