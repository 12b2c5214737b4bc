package io.vstp.engine.reliability;

import io.vstp.frame.Headers;

/**
 * Who sends a message, and wants to know what becomes of it. Called on the sender's
 * thread; must not call back into the sender.
 */
public interface Outbound {

	/**
	 * Says whether anybody still waits: where nobody does, nothing is sent again.
	 * @return whether somebody does
	 */
	default boolean isWanted() {
		return true;
	}

	/**
	 * All of the message was handed to the transport once.
	 */
	default void transmitted() {
	}

	/**
	 * The message was sent again, because no answer came in time. Only for one that fits
	 * into a datagram.
	 */
	default void retransmitted() {
	}

	/**
	 * The peer has acknowledged the message. Only where the frame has REQ_ACK; ends the
	 * send.
	 */
	default void acknowledged() {
	}

	/**
	 * The message was not sent, not acknowledged, or refused; ends the send. Never called
	 * after {@link #acknowledged()}.
	 * @param failure what went wrong
	 * @param message what went wrong, for people
	 */
	void failed(SendFailure failure, String message);

	/**
	 * The peer answered with ERR; ends the send.
	 * @param error the headers of its ERR
	 */
	default void refused(Headers error) {
		failed(SendFailure.REFUSED, "The peer answered ERR " + error);
	}

}
