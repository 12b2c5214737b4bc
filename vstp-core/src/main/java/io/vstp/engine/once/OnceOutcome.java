package io.vstp.engine.once;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What came of a message: a reply, an error, neither, or something that is not known any
 * more.
 */
public final class OnceOutcome {

	/** Handled, and there is nothing to reply. */
	public static final OnceOutcome NOTHING = new OnceOutcome(null, "", Headers.EMPTY, null);

	/** Handled, but the reply was not kept. */
	static final OnceOutcome DROPPED = error(ErrorCode.OUTCOME_UNKNOWN, "It was handled, but its reply is not kept");

	private final @Nullable String error;

	private final String message;

	private final Headers details;

	private final @Nullable Kept reply;

	private OnceOutcome(@Nullable String error, String message, Headers details, @Nullable Kept reply) {
		this.error = error;
		this.message = message;
		this.details = details;
		this.reply = reply;
	}

	/**
	 * Returns an outcome that is an error.
	 * @param code what was wrong
	 * @param message what was wrong, for people
	 * @return the outcome
	 */
	public static OnceOutcome error(ErrorCode code, String message) {
		return error(code.code(), message, Headers.EMPTY);
	}

	/**
	 * Returns an outcome that is an error.
	 * @param code what was wrong: one of {@link ErrorCode} or any other
	 * @param message what was wrong, for people
	 * @param details further headers
	 * @return the outcome
	 */
	public static OnceOutcome error(String code, String message, Headers details) {
		return new OnceOutcome(code, message, details, null);
	}

	/**
	 * Returns an outcome that is a reply.
	 * @param reply the reply, which is copied and not taken over
	 * @return the outcome
	 */
	static OnceOutcome reply(Frame reply) {
		return new OnceOutcome(null, "", Headers.EMPTY,
				new Kept(reply.type(), reply.flags(), reply.headers(), ByteBufUtil.getBytes(reply.payload())));
	}

	/**
	 * Returns what is wrong.
	 * @return the code, or {@code null} if nothing is
	 */
	public @Nullable String error() {
		return this.error;
	}

	/**
	 * Returns what is wrong, for people.
	 * @return the message, empty if nothing is
	 */
	public String message() {
		return this.message;
	}

	/**
	 * Returns what an ERR says besides.
	 * @return further headers
	 */
	public Headers details() {
		return this.details;
	}

	/**
	 * Returns the reply.
	 * @return a frame that need not be released, or {@code null} if there is none
	 */
	public @Nullable Frame reply() {
		Kept kept = this.reply;
		return (kept != null) ? Frame.of(kept.type, kept.flags, kept.headers, Unpooled.wrappedBuffer(kept.payload))
				: null;
	}

	int length() {
		return (this.reply != null) ? length(this.reply.headers, this.reply.payload.length) : 0;
	}

	static int length(Headers headers, int payload) {
		return headers.byteLength() + payload;
	}

	@SuppressWarnings("ArrayRecordComponent") // never compared
	private record Kept(FrameType type, int flags, Headers headers, byte[] payload) {

	}

}
