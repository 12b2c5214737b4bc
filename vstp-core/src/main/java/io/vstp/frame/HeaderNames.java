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

	/** How the payload of a frame with the COMP flag is compressed. */
	public static final String COMPRESSION = "compression";

	/** Joins the fragments of a message. */
	public static final String FRAG_ID = "frag-id";

	/** The place of a fragment in its message, from 0 on. */
	public static final String FRAG_INDEX = "frag-index";

	/** How many fragments a message has. */
	public static final String FRAG_TOTAL = "frag-total";

	/** Offers, and answers the offer of, what this project adds over UDP. */
	public static final String VX = "vx";

	/** Progress ACK: the lowest fragment that has not arrived. */
	public static final String FRAG_ACK = "frag-ack";

	/** Progress ACK: how many fragments from there on may be sent. */
	public static final String FRAG_WINDOW = "frag-window";

	/** Shows that the peer receives what is sent to its address. */
	public static final String ADDR_TOKEN = "addr-token";

	/** Marks a reply over UDP, which no server takes for a request. */
	public static final String VX_REPLY = "vx-reply";

	/** PING that asks whether anybody answers by a transport: an ACK is all it wants. */
	public static final String X_AUTO_PROBE = "x-auto-probe";

	/** An id that no other message has, by whichever way it comes. */
	public static final String ONCE_ID = "once-id";

	/**
	 * What a server calls the memory in which it knows {@code once-id} again, and on a
	 * message that was sent before, which of them must know it.
	 */
	public static final String ONCE_SERVER = "once-server";

	private HeaderNames() {
	}

}
