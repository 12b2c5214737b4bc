package io.vstp.spring.handler;

import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.VstpException;

/**
 * Two handlers would take the same frame, and neither is more specific. Stops the
 * start-up.
 */
public class AmbiguousHandlerException extends VstpException {

	private final VstpHandlerMapping first;

	private final VstpHandlerMapping second;

	private final FrameType exampleType;

	private final Headers exampleHeaders;

	public AmbiguousHandlerException(VstpHandlerMapping first, VstpHandlerMapping second, FrameType exampleType,
			Headers exampleHeaders) {
		super("Handlers %s and %s would both take a frame of type %s %s, and neither is more specific".formatted(
				first.describe(), second.describe(), exampleType,
				exampleHeaders.isEmpty() ? "without headers" : "with headers " + exampleHeaders));
		this.first = first;
		this.second = second;
		this.exampleType = exampleType;
		this.exampleHeaders = exampleHeaders;
	}

	/**
	 * Returns one of the handlers.
	 * @return what it takes
	 */
	public VstpHandlerMapping first() {
		return this.first;
	}

	/**
	 * Returns the other handler.
	 * @return what it takes
	 */
	public VstpHandlerMapping second() {
		return this.second;
	}

	/**
	 * Returns the type of a frame that both would take.
	 * @return the type
	 */
	public FrameType exampleType() {
		return this.exampleType;
	}

	/**
	 * Returns the headers of a frame that both would take.
	 * @return the headers
	 */
	public Headers exampleHeaders() {
		return this.exampleHeaders;
	}

}
