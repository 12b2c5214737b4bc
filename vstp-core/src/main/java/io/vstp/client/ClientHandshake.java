package io.vstp.client;

/**
 * Whether a client says HELLO (docs/protocol.md, "HELLO and WELCOME").
 */
public enum ClientHandshake {

	/**
	 * HELLO is sent; who answers something else than WELCOME, or nothing in time, is a
	 * part-1 peer and is talked to as such.
	 */
	AUTO,

	/** HELLO is sent, and without WELCOME the connection fails. */
	REQUIRED,

	/** HELLO is not sent: the peer is a part-1 peer. */
	NEVER

}
