package io.vstp.transport.dispatch;

import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.transport.VstpSession;

/**
 * What a {@link Dispatcher} needs of the session it works for. The methods are called on
 * any thread, but for those that say otherwise.
 */
public interface DispatchTarget {

	/**
	 * Returns the session.
	 * @return the session, as the application sees it
	 */
	VstpSession session();

	/**
	 * Returns what carries the session.
	 * @return the transport
	 */
	Transport transport();

	/**
	 * Sends the ACK that a frame asks for.
	 * @param request the frame; not taken over
	 */
	void acknowledge(Frame request);

	/**
	 * Sends a reply.
	 * @param reply what to send; taken over, also when this throws
	 * @param request what it answers; not taken over
	 * @throws io.vstp.frame.FrameTooLargeException if the peer would not accept it
	 */
	void reply(Frame reply, Frame request);

	/**
	 * Sends an ERR.
	 * @param code what is wrong
	 * @param message what is wrong, for people
	 * @param details further headers
	 * @param request what it answers; not taken over
	 * @param progress how far the frame came
	 */
	void sendError(String code, String message, Headers details, Frame request, Progress progress);

	/**
	 * Says whether the peer has to read before more of its frames are taken.
	 * @return whether it has
	 */
	boolean isHeldUp();

	/**
	 * Returns how long a payload of the peer's may be, decompressed.
	 * @return bytes
	 */
	int maxPayload();

	/**
	 * Says whether the peer can be made to wait. Where not, frames for which there is no
	 * room are refused.
	 * @return whether it can
	 */
	boolean keepsBacklog();

	/**
	 * There may be room for more frames, or none any more. Called on the event loop.
	 */
	void roomChanged();

	/**
	 * Runs a task on the session's event loop.
	 * @param task the task
	 */
	void execute(Runnable task);

	/**
	 * Frames are done with. Called on the event loop.
	 * @param frames how many
	 */
	void completed(int frames);

	/**
	 * How far a frame came that ends in ERR.
	 */
	enum Progress {

		/** It was not handled: if it comes again, it is new. */
		REFUSED,
		/** It was handled, and its ACK was to tell how that ended. */
		HANDLED,
		/** It was acknowledged, or did not ask for it. */
		ACKNOWLEDGED

	}

}
