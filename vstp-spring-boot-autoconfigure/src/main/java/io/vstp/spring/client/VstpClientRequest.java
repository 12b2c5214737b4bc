package io.vstp.spring.client;

import java.time.Duration;

import io.vstp.frame.Frame;
import io.vstp.frame.Headers;

/**
 * A call as a {@link VstpClientInterceptor} sees it. Immutable: the {@code with} methods
 * return another request of the same call.
 */
public final class VstpClientRequest {

	private final OpenCall call;

	private final String destination;

	private final VstpCallKind kind;

	private final Frame frame;

	VstpClientRequest(OpenCall call, String destination, VstpCallKind kind, Frame frame) {
		this.call = call;
		this.destination = destination;
		this.kind = kind;
		this.frame = frame;
	}

	/**
	 * Returns where the frame goes.
	 * @return a name under {@code vstp.client.destinations}
	 */
	public String destination() {
		return this.destination;
	}

	/**
	 * Returns what the call waits for.
	 * @return the kind
	 */
	public VstpCallKind kind() {
		return this.kind;
	}

	/**
	 * Returns what is sent, less the ids that are added for each attempt.
	 * @return the frame, which is the call's and released when that ends; its reader
	 * index must not be moved
	 */
	public Frame frame() {
		return this.frame;
	}

	/**
	 * Returns the headers of the frame.
	 * @return the headers
	 */
	public Headers headers() {
		return this.frame.headers();
	}

	/**
	 * Returns how much of its timeout the call has left.
	 * @return the time; zero when there is none left
	 */
	public Duration remaining() {
		return Duration.ofNanos(Math.max(0, this.call.remainingNanos()));
	}

	/**
	 * Returns this request for another destination, whose retry policy then holds.
	 * @param destination a name under {@code vstp.client.destinations}
	 * @return another request
	 */
	public VstpClientRequest withDestination(String destination) {
		return new VstpClientRequest(this.call, destination, this.kind, this.frame);
	}

	/**
	 * Returns this request with something else to wait for. Where the caller expects a
	 * reply and there is none, it gets an empty one.
	 * @param kind the kind
	 * @return another request
	 */
	public VstpClientRequest withKind(VstpCallKind kind) {
		return new VstpClientRequest(this.call, this.destination, kind, this.frame);
	}

	/**
	 * Returns this request with other headers.
	 * @param headers the headers
	 * @return another request with the same payload
	 */
	public VstpClientRequest withHeaders(Headers headers) {
		return new VstpClientRequest(this.call, this.destination, this.kind, this.frame.withHeaders(headers));
	}

	/**
	 * Returns this request with another frame.
	 * @param frame what to send; taken over and released when the call has ended, so it
	 * must not be one that has the payload of {@link #frame()} without retaining it
	 * @return another request
	 */
	public VstpClientRequest withFrame(Frame frame) {
		this.call.own(frame);
		return new VstpClientRequest(this.call, this.destination, this.kind, frame);
	}

	OpenCall call() {
		return this.call;
	}

}
