package io.vstp.spring.annotation;

/**
 * When a frame that asks for an ACK gets it.
 */
public enum AckMode {

	/**
	 * Once a handler was found for it: before the payload is converted and the handler is
	 * called. What a VSTP peer expects. Over UDP when the frame arrives.
	 */
	ON_RECEIPT,

	/**
	 * Once the handler has returned and what it returned is complete. A frame whose
	 * handler fails gets ERR and no ACK. Over UDP the sender sends it again meanwhile,
	 * which does no harm, and gives up after {@code max-retries}: its retries and its
	 * {@code ack-timeout} have to last longer than the handler.
	 */
	AFTER_HANDLER

}
