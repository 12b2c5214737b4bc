package io.vstp.transport;

import io.vstp.engine.session.CloseReason;

/**
 * Is told which sessions of a server or client the application has to do with. Called on
 * event loops, by several threads at once but for one session in its order: the methods
 * must be quick, must not block and must not throw.
 * <p>
 * A server's session starts when its peer has said HELLO, over UDP also shown that its
 * address is its own, or with the first frame that goes to the application, whichever
 * comes first. A client's starts when calls may use it. Connections that end before that
 * are not told of.
 */
public interface VstpSessionListener {

	/**
	 * A session has started; once for each. It can be used to send already.
	 * @param session the session
	 */
	default void sessionStarted(VstpSession session) {
	}

	/**
	 * A session that had started has ended; once for each.
	 * @param session the session, which is not open any more
	 * @param reason why it ended
	 */
	default void sessionEnded(VstpSession session, CloseReason reason) {
	}

}
