package io.vstp.spring.observation;

import io.micrometer.observation.transport.Kind;
import io.vstp.spring.client.VstpPushKind;

/**
 * What is known while a push is observed, to however many sessions it goes.
 */
public class VstpPushObservationContext extends VstpSenderContext {

	private final VstpPushKind pushKind;

	private int sessions;

	/**
	 * Creates a context.
	 * @param pushKind what the push waits for
	 * @param carrier takes the trace headers
	 */
	public VstpPushObservationContext(VstpPushKind pushKind, VstpTraceHeaders carrier) {
		super(carrier, Kind.PRODUCER);
		this.pushKind = pushKind;
	}

	/**
	 * Returns what the push waits for.
	 * @return the kind
	 */
	public VstpPushKind getPushKind() {
		return this.pushKind;
	}

	/**
	 * Returns to how many sessions it went, or should have gone.
	 * @return the number; 0 as long as the push is under way
	 */
	public int getSessions() {
		return this.sessions;
	}

	void sessions(int sessions) {
		this.sessions = sessions;
	}

}
