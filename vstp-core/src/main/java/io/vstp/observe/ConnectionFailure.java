package io.vstp.observe;

/**
 * Why a connection did not come about.
 */
public enum ConnectionFailure {

	/** This server has as many sessions as it may. */
	TOO_MANY_SESSIONS,

	/** This server is stopping. */
	DRAINING,

	/** No address was found for the peer's name. */
	UNRESOLVED,

	/** The peer's host refused it, or there is no way there. */
	UNREACHABLE,

	/** It took too long to connect, or to agree on TLS. */
	TIMED_OUT,

	/** The two ends did not agree on TLS, or one does not trust the other. */
	TLS,

	/** The peer closed the connection before TLS was agreed on. */
	CLOSED,

	/** Something else went wrong with the socket. */
	IO_ERROR

}
