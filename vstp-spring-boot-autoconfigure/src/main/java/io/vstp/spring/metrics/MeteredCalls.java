package io.vstp.spring.metrics;

import io.vstp.client.TransportChoice;
import io.vstp.frame.Frame;
import io.vstp.spring.client.CallObservation;
import io.vstp.spring.client.CallObservations;
import io.vstp.spring.client.CallStart;
import io.vstp.spring.client.VstpCallKind;
import io.vstp.spring.client.VstpPushKind;

/**
 * Records how long calls and pushes took. Safe for use by several threads.
 */
public final class MeteredCalls implements CallObservations {

	private final VstpMeters meters;

	/**
	 * Creates this.
	 * @param meters where to record
	 */
	public MeteredCalls(VstpMeters meters) {
		this.meters = meters;
	}

	@Override
	public CallObservation call(CallStart call) {
		String destination = call.destination();
		VstpCallKind kind = call.kind();
		TransportChoice transport = call.transport();
		long begin = System.nanoTime();
		return (error, cause, sessions) -> this.meters.callCompleted(destination, kind, transport, error,
				System.nanoTime() - begin);
	}

	@Override
	public CallObservation push(VstpPushKind kind, Frame frame) {
		long begin = System.nanoTime();
		return (error, cause, sessions) -> this.meters.pushCompleted(kind, error, System.nanoTime() - begin);
	}

	@Override
	public void headersOmitted(int count) {
		this.meters.traceHeadersOmitted(count);
	}

}
