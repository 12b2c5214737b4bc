package io.vstp.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.vstp.frame.Headers;
import io.vstp.spring.client.CallObservation;
import io.vstp.spring.observation.VstpObservationDocumentation.CallEvents;
import org.jspecify.annotations.Nullable;

/**
 * One call or push.
 */
final class ObservedCall extends Observed implements CallObservation {

	private final VstpSenderContext context;

	ObservedCall(Observation observation, ObservationRegistry registry, VstpSenderContext context) {
		super(observation, registry);
		this.context = context;
	}

	@Override
	public Headers headers(Headers headers) {
		VstpTraceHeaders carrier = this.context.getCarrier();
		return (carrier != null) ? carrier.headers() : headers;
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
	public void retry() {
		event(CallEvents.RETRY);
	}

	@Override
	public void stop(String error, @Nullable Throwable cause, int sessions) {
		this.context.stopped(error);
		if (this.context instanceof VstpPushObservationContext push) {
			push.sessions(sessions);
		}
		stop(cause);
	}

}
