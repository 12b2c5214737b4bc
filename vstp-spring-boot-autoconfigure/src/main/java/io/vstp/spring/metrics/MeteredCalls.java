package io.vstp.spring.metrics;

import io.vstp.client.TransportChoice;
import io.vstp.client.VstpClient;
import io.vstp.client.VstpClientOptions;
import io.vstp.frame.Frame;
import io.vstp.spring.client.CallObservation;
import io.vstp.spring.client.CallObservations;
import io.vstp.spring.client.VstpCallKind;
import io.vstp.spring.client.VstpPushKind;
import org.jspecify.annotations.Nullable;

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
	public CallObservation call(String destination, VstpClient client, VstpClientOptions options, VstpCallKind kind,
			TransportChoice transport, Frame frame, @Nullable Object parent) {
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
