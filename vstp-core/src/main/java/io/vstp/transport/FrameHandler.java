package io.vstp.transport;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Transport;

/**
 * Takes the frames that are for the application. Called on the executor of the session's
 * options, or on the event loop where there is none: then it must not block.
 */
@FunctionalInterface
public interface FrameHandler {

	/** Says that nobody takes frames here. */
	FrameHandler NONE = new FrameHandler() {

		@Override
		public void handle(Exchange exchange) {
			exchange.fail(ErrorCode.NO_HANDLER, "No handler takes frames here");
		}

		@Override
		public boolean accepts(Frame frame, Transport transport) {
			return false;
		}

	};

	/**
	 * Handles a frame. An exception ends the exchange with
	 * {@link ErrorCode#HANDLER_FAILED}.
	 * @param exchange the frame and the way to answer it
	 * @throws Exception if the frame could not be handled
	 */
	void handle(Exchange exchange) throws Exception;

	/**
	 * Says whether {@link #handle} will take a frame, as far as can be told before its
	 * turn, and its ACK need not wait for that. Over UDP such a frame is acknowledged
	 * when it arrives. Called on the event loop: must be quick and must not throw.
	 * @param frame the frame; not taken over
	 * @param transport what carried it
	 * @return whether it will; by default it does
	 */
	default boolean accepts(Frame frame, Transport transport) {
		return true;
	}

	/**
	 * Says whether {@link #handle} takes the payload of a long frame while it comes in:
	 * then it is called as soon as the headers are there, with a frame whose payload is
	 * the {@link io.vstp.codec.PayloadStream} that
	 * {@link io.vstp.codec.PayloadStream#of(Frame)} returns. Asked over TCP only, for
	 * frames of more than 64 KiB that have not come in whole. Called on the event loop:
	 * must be quick.
	 * @param head the frame with an empty payload; not taken over
	 * @param transport what carries it
	 * @return whether it does; by default it waits for the whole frame
	 */
	default boolean streams(Frame head, Transport transport) {
		return false;
	}

	/**
	 * Says in which order a frame is handled. Called once for each frame, on the event
	 * loop: must be quick and must not throw.
	 * @param frame the frame; not taken over
	 * @param transport what carried it
	 * @param ordering what holds for the session
	 * @return what holds for this frame; by default that of the session
	 */
	default Ordering ordering(Frame frame, Transport transport, Ordering ordering) {
		return ordering;
	}

}
