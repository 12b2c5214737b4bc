package io.vstp.transport;

import io.vstp.frame.ErrorCode;

/**
 * Takes the frames that are for the application. Called on the executor of the session's
 * options, or on the event loop where there is none: then it must not block.
 */
@FunctionalInterface
public interface FrameHandler {

	/** Says that nobody takes frames here. */
	FrameHandler NONE = (exchange) -> exchange.fail(ErrorCode.NO_HANDLER, "No handler takes frames here");

	/**
	 * Handles a frame. An exception ends the exchange with
	 * {@link ErrorCode#HANDLER_FAILED}.
	 * @param exchange the frame and the way to answer it
	 * @throws Exception if the frame could not be handled
	 */
	void handle(Exchange exchange) throws Exception;

}
