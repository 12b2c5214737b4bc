package io.vstp.server;

/**
 * What a server makes of HELLO (docs/protocol.md, "HELLO and WELCOME").
 */
public enum ServerHandshake {

	/** HELLO is answered by WELCOME; who does not say it is served all the same. */
	OPTIONAL,

	/** Who sends anything before HELLO is refused. */
	REQUIRED,

	/** HELLO is a frame like any other, for the application: what the crate does. */
	NEVER

}
