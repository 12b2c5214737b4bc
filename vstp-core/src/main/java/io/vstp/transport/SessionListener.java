package io.vstp.transport;

import io.vstp.engine.session.CloseReason;
import org.jspecify.annotations.Nullable;

/**
 * Is told of the sessions of a server or client; on their event loops.
 */
public interface SessionListener {

	/**
	 * A connection is there; its greeting begins.
	 * @param session the session
	 */
	void opened(ManagedSession session);

	/**
	 * A connection ended before a session began on it.
	 * @param cause why, or {@code null} if the peer closed it
	 */
	default void failed(@Nullable Throwable cause) {
	}

	/**
	 * A session has ended.
	 * @param session the session
	 * @param reason why
	 */
	void ended(ManagedSession session, CloseReason reason);

}
