package io.vstp.frame;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The values of the {@code code} header of an ERR frame (docs/protocol.md, "Errors").
 */
public enum ErrorCode {

	/** The bytes are not a frame; over TCP the connection is closed. */
	MALFORMED("malformed"),

	/** The VER byte is not 1; over TCP the connection is closed. */
	UNSUPPORTED_VERSION("unsupported-version"),

	/**
	 * The frame is longer than the receiver accepts; over TCP the connection is closed.
	 */
	TOO_LARGE("too-large"),

	/** No handler takes a frame with these headers. */
	NO_HANDLER("no-handler"),

	/** The payload or a header could not be converted to what the handler wants. */
	INVALID_PAYLOAD("invalid-payload"),

	/** The handler threw an exception. */
	HANDLER_FAILED("handler-failed"),

	/** The receiver has no room for the frame now; it was not handled. */
	OVERLOADED("overloaded"),

	/** The peer may not do this, or has to introduce itself first. */
	UNAUTHORIZED("unauthorized"),

	/** The receiver is stopping; the frame was not handled. */
	SHUTTING_DOWN("shutting-down"),

	/**
	 * The frame was sent before, and may have been handled; what came of it is not known
	 * here any more.
	 */
	OUTCOME_UNKNOWN("outcome-unknown");

	private static final Map<String, ErrorCode> BY_CODE = new HashMap<>();

	static {
		for (ErrorCode code : values()) {
			BY_CODE.put(code.code, code);
		}
	}

	private final String code;

	ErrorCode(String code) {
		this.code = code;
	}

	/**
	 * Returns the value of the {@code code} header.
	 * @return the wire form, for instance {@code no-handler}
	 */
	public String code() {
		return this.code;
	}

	/**
	 * Returns the constant for a value of the {@code code} header.
	 * @param code the wire form, or {@code null}
	 * @return the constant, or {@code null} if the peer uses a code of its own
	 */
	public static @Nullable ErrorCode ofCode(@Nullable String code) {
		return BY_CODE.get(code);
	}

	/**
	 * Returns the constant for a code that this end sends, or the one for what
	 * applications find wrong if it is one of their own.
	 * @param code the wire form
	 * @return the constant, {@link #HANDLER_FAILED} where there is none
	 */
	public static ErrorCode ofOwn(String code) {
		ErrorCode known = ofCode(code);
		return (known != null) ? known : HANDLER_FAILED;
	}

	@Override
	public String toString() {
		return this.code;
	}

}
