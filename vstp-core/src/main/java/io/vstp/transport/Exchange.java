package io.vstp.transport;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;

/**
 * A frame from a peer, and the way to answer it. Exactly one of {@link #reply},
 * {@link #fail} and {@link #complete} ends the exchange, on any thread; whatever comes
 * after that has no effect. Until then the frame counts as in flight, and in a session
 * that keeps order the next one waits.
 */
public interface Exchange {

	/**
	 * Returns the frame. It is released when the exchange ends: whoever needs its payload
	 * for longer retains it.
	 * @return the frame
	 */
	Frame frame();

	/**
	 * Returns the session by which the frame came.
	 * @return the session
	 */
	VstpSession session();

	/**
	 * Sends the ACK if the frame asked for one and has not got it yet. To be called once
	 * the frame is accepted; the ends of an exchange but {@link #fail} do it themselves.
	 */
	void acknowledge();

	/**
	 * Has the ACK wait until {@link #reply} or {@link #complete}. To be called in place
	 * of {@link #acknowledge} once the frame is accepted. The frame counts as handled
	 * from then on: after {@link #fail} it has no ACK, and over UDP it is not handled
	 * anew when it comes again, but gets the same code again. Only with
	 * {@link ErrorCode#OVERLOADED} it counts as not handled.
	 */
	void deferAcknowledge();

	/**
	 * Sends a reply and ends the exchange. The request's {@code correlation-id} is added
	 * where it has one, byte by byte.
	 * <p>
	 * The reply and the request are released separately. Where the reply's payload shares
	 * the memory of the request's, as the payload itself, a slice and a duplicate do, it
	 * has to be retained for the reply, by {@link io.netty.buffer.ByteBuf#retain()} or
	 * {@link io.netty.buffer.ByteBuf#retainedSlice()}: what is released once too often
	 * fails here or, later, for somebody else.
	 * @param reply what to send; taken over
	 */
	void reply(Frame reply);

	/**
	 * Sends an ERR frame and ends the exchange. The request's {@code correlation-id} and
	 * {@code msg-id} are added where it has them. Nothing is sent in answer to ACK and
	 * ERR.
	 * @param code what is wrong
	 * @param message what is wrong, for people; cut where it is longer than 255 bytes
	 */
	default void fail(ErrorCode code, String message) {
		fail(code.code(), message, Headers.EMPTY);
	}

	/**
	 * Sends an ERR frame with a code of the application's own, or with more than the
	 * protocol asks for, and ends the exchange.
	 * @param code what is wrong: one of {@link ErrorCode} or any other, at most 255 bytes
	 * @param message what is wrong, for people; cut where it is longer than 255 bytes
	 * @param details further headers, none that an ERR has anyway; left out over UDP
	 * where they make the ERR longer than a datagram
	 */
	void fail(String code, String message, Headers details);

	/**
	 * Ends the exchange without a reply. A request that carries a {@code correlation-id}
	 * is answered by an empty DATA frame, for somebody is waiting.
	 */
	void complete();

	/**
	 * Has a task run when the session ends before the exchange does, or its peer goes
	 * away without BYE after HELLO, so that nobody can be answered any more; at once if
	 * that has happened already. The exchange is to be ended all the same.
	 * @param task runs on the event loop or on the calling thread, at most once, and must
	 * not block; of several only the last one counts
	 */
	void onSessionEnd(Runnable task);

}
