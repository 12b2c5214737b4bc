package io.vstp.engine.select;

/**
 * Whether a transport can be used.
 */
public enum TransportState {

	/** Not known yet. */
	UNKNOWN,

	/** The peer answers by it. */
	UP,

	/** There is no connection, or the peer does not answer by it. */
	DOWN

}
