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

	private final @Nullable VstpObserver unobserved;

	ObservedHandler(Observation observation, ObservationRegistry registry, VstpHandlerObservationContext context,
			VstpObserver observer, @Nullable VstpObserver unobserved) {
		super(observation, registry);
		this.context = context;
		this.observer = observer;
		this.unobserved = unobserved;
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
		if (this.unobserved != null && error == null && cause == null && !this.context.standard().isExtended()) {
			tell(this.unobserved, error, nanos);
		}
		else {
			stop(cause);
		}
		tell(this.observer, error, nanos);
	}

	private void tell(VstpObserver observer, @Nullable ErrorCode error, long nanos) {
		try {
			observer.handlerCompleted(this.context.getHandler(), this.context.getTransport(), error, nanos);
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

}
