package io.vstp.transport.dispatch;

import java.util.List;

import io.vstp.engine.session.CloseReason;
import io.vstp.transport.ErrorLog;
import io.vstp.transport.LogText;
import io.vstp.transport.VstpSession;
import io.vstp.transport.VstpSessionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells several listeners. What one of them throws stops neither the others nor the
 * session.
 *
 * @param all whom to tell
 */
public record SessionListeners(List<VstpSessionListener> all) implements VstpSessionListener {

	/** Nobody. */
	public static final SessionListeners NONE = new SessionListeners(List.of());

	private static final Logger logger = LoggerFactory.getLogger(SessionListeners.class);

	public SessionListeners {
		all = List.copyOf(all);
	}

	@Override
	public void sessionStarted(VstpSession session) {
		for (VstpSessionListener listener : this.all) {
			try {
				listener.sessionStarted(session);
			}
			catch (Throwable ex) {
				failed(session, ex);
			}
		}
	}

	@Override
	public void sessionEnded(VstpSession session, CloseReason reason) {
		for (VstpSessionListener listener : this.all) {
			try {
				listener.sessionEnded(session, reason);
			}
			catch (Throwable ex) {
				failed(session, ex);
			}
		}
	}

	private static void failed(VstpSession session, Throwable ex) {
		if (ex instanceof Error error) {
			ErrorLog.warn("A session listener failed", error);
		}
		else {
			logger.warn("A session listener failed with {}: {}", session, LogText.of(ex));
		}
	}

}
