package io.vstp.engine.session;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a session engine has others do. The methods are called from within the engine's
 * own, and must not call back into it.
 */
public interface SessionEffects {

	/**
	 * Sends a frame of the protocol's own.
	 * @param frame what to send; taken over
	 */
	void send(Frame frame);

	/**
	 * Sends an ERR frame.
	 * @param code what is wrong
	 * @param message what is wrong, for people
	 * @param cause the headers of the frame that it answers
	 */
	void sendError(ErrorCode code, String message, Headers cause);

	/**
	 * Hands a frame to the application. It counts as in flight until
	 * {@link SessionEngine#completed} is called.
	 * @param frame the frame; taken over
	 */
	void deliver(Frame frame);

	/**
	 * Answers a frame with ERR when its turn comes, behind those before it. It counts as
	 * in flight until {@link SessionEngine#completed} is called.
	 * @param frame the frame; taken over
	 * @param code why it is refused
	 * @param message why it is refused, for people
	 */
	void refuse(Frame frame, ErrorCode code, String message);

	/**
	 * A client's calls may begin: the peer is greeted, or known not to greet.
	 */
	void ready();

	/**
	 * The peer has introduced itself.
	 * @param greeting the headers of its HELLO or WELCOME
	 */
	void greeted(Headers greeting);

	/**
	 * A server refuses the session.
	 * @param error the headers of its ERR
	 */
	void refused(Headers error);

	/**
	 * The peer sent ERR.
	 * @param code what was wrong, or {@code null} if the peer uses a code of its own
	 */
	void errorReceived(@Nullable ErrorCode code);

	/**
	 * An ACK or ERR came in, which may be about what this end has sent unasked.
	 * @param type which of them
	 * @param headers its headers
	 */
	default void answered(FrameType type, Headers headers) {
	}

	/**
	 * Ends the sending half, after all that was sent, and says so by
	 * {@link SessionEngine#outputEnded}.
	 */
	void endOutput();

	/**
	 * Calls {@link SessionEngine#tick} once, on top of the regular ticks.
	 * @param nanos when, from now
	 */
	void tickIn(long nanos);

	/**
	 * Closes the connection.
	 */
	void close();

}
