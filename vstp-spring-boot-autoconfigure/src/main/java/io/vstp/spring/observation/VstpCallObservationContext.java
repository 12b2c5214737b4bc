package io.vstp.spring.observation;

import io.micrometer.observation.transport.Kind;
import io.vstp.client.TransportChoice;
import io.vstp.spring.client.VstpCallKind;

/**
 * What is known while a call of a template is observed, with all its retries. The kind is
 * {@link Kind#CLIENT} for an exchange, and {@link Kind#PRODUCER} otherwise.
 */
public class VstpCallObservationContext extends VstpSenderContext {

	private final String destination;

	private final VstpCallKind callKind;

	private final TransportChoice transport;

	/**
	 * Creates a context.
	 * @param destination the name of the destination
	 * @param callKind what the call waits for
	 * @param transport what carries it
	 * @param carrier takes the trace headers
	 */
	public VstpCallObservationContext(String destination, VstpCallKind callKind, TransportChoice transport,
			VstpTraceHeaders carrier) {
		super(carrier, (callKind == VstpCallKind.EXCHANGE) ? Kind.CLIENT : Kind.PRODUCER);
		this.destination = destination;
		this.callKind = callKind;
		this.transport = transport;
		setRemoteServiceName(destination);
	}

	/**
	 * Returns where the call goes.
	 * @return a name under {@code vstp.client.destinations}
	 */
	public String getDestination() {
		return this.destination;
	}

	/**
	 * Returns what the call waits for.
	 * @return the kind
	 */
	public VstpCallKind getCallKind() {
		return this.callKind;
	}

	/**
	 * Returns what carries the call.
	 * @return the call's transport or the destination's; {@link TransportChoice#AUTO}
	 * where that chooses for each message
	 */
	public TransportChoice getTransport() {
		return this.transport;
	}

}
