package io.vstp.spring.session;

import java.time.Duration;

import io.vstp.engine.session.CloseReason;
import io.vstp.observe.Side;
import io.vstp.transport.VstpSession;

/**
 * A session has ended. Follows each {@link VstpSessionStartedEvent}.
 */
public class VstpSessionEndedEvent extends VstpSessionEvent {

	private static final long serialVersionUID = 1L;

	private final CloseReason reason;

	private final Duration duration;

	public VstpSessionEndedEvent(VstpSession session, Side side, String name, CloseReason reason, Duration duration) {
		super(session, side, name);
		this.reason = reason;
		this.duration = duration;
	}

	/**
	 * Returns why the session has ended.
	 * @return the reason
	 */
	public CloseReason getReason() {
		return this.reason;
	}

	/**
	 * Returns how long the session was there.
	 * @return the time from when it was opened, above 0 or 0
	 */
	public Duration getDuration() {
		return this.duration;
	}

}
