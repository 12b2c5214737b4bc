package io.vstp.frame;

/**
 * The header names that the protocol gives a meaning (docs/protocol.md, "Headers").
 */
public final class HeaderNames {

	/** Media type of the payload, for instance {@code application/json}. */
	public static final String CONTENT_TYPE = "content-type";

	/** Joins a reply to its request. */
	public static final String CORRELATION_ID = "correlation-id";

	/** Joins an ACK to the frame that asked for it. */
	public static final String MSG_ID = "msg-id";

	/** The code of an ERR frame. */
	public static final String CODE = "code";

	/** The text of an ERR frame. */
	public static final String MESSAGE = "message";

	/** HELLO and WELCOME: what the sender is able to do, separated by commas. */
	public static final String VSTP_CAPS = "vstp-caps";

	/** HELLO and WELCOME: the longest frame that the sender accepts, in bytes. */
	public static final String MAX_FRAME = "max-frame";

	/** HELLO: a name that the client gives itself. */
	public static final String CLIENT_ID = "client-id";

	/** HELLO: what proves the client's identity. */
	public static final String AUTH_TOKEN = "auth-token";

	/** WELCOME: the server's name for the session. */
	public static final String SESSION_ID = "session-id";

	/** WELCOME: milliseconds of silence after which the server sends a PING. */
	public static final String KEEPALIVE_MS = "keepalive-ms";

	private HeaderNames() {
	}

}
