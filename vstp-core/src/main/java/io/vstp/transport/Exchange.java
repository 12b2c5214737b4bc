package io.vstp.transport;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;

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
	void fail(ErrorCode code, String message);

	/**
	 * Ends the exchange without a reply. A request that carries a {@code correlation-id}
	 * is answered by an empty DATA frame, for somebody is waiting.
	 */
	void complete();

}
