package io.vstp.engine.session;

/**
 * Why a session ended.
 */
public enum CloseReason {

	/** This end closed it, having finished what was in flight. */
	LOCAL,

	/** The peer said BYE. */
	PEER_BYE,

	/** The peer closed the connection without a word. */
	PEER_CLOSED,

	/** The connection broke. */
	IO_ERROR,

	/** The peer sent bytes that are not a frame, or frames that make no sense. */
	PROTOCOL_ERROR,

	/** The peer did not introduce itself as it had to, or not in time. */
	HANDSHAKE_FAILED,

	/** The peer was silent for too long. */
	KEEPALIVE_TIMEOUT,

	/** A peer that has not said HELLO sent nothing for the idle timeout. */
	IDLE_TIMEOUT,

	/** The peer does not read what is sent to it. */
	SLOW_CONSUMER,

	/**
	 * A request to a part-1 peer timed out, and later replies could not be told apart.
	 */
	REPLY_LOST,

	/** This end was stopped before all in flight was done. */
	ABORTED

}
