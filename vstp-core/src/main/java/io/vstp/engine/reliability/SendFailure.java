package io.vstp.engine.reliability;

/**
 * Why a message did not arrive, as far as the sender knows.
 */
public enum SendFailure {

	/** No ACK came, however often it was sent. It may have arrived. */
	NOT_ACKNOWLEDGED,

	/**
	 * It cannot be sent as it is: its {@code msg-id} is missing, or taken. Nothing was.
	 */
	INVALID,

	/** It is longer than may be sent. Nothing was. */
	TOO_LARGE,

	/** The peer knows part 1 only, and that cannot carry it. Nothing was sent. */
	NEEDS_EXTENSION,

	/** Too much waits to be sent already. Nothing was sent. */
	OVERLOADED,

	/** The peer answered with ERR. */
	REFUSED,

	/** The session has ended. It may have arrived. */
	CLOSED

}
