package io.vstp.spring.session;

import io.vstp.observe.Side;
import io.vstp.transport.VstpSession;

/**
 * A session has started: at a server when its peer is greeted, or with the first frame
 * for the application; at a client when calls may use it.
 */
public class VstpSessionStartedEvent extends VstpSessionEvent {

	private static final long serialVersionUID = 1L;

	public VstpSessionStartedEvent(VstpSession session, Side side, String name) {
		super(session, side, name);
	}

}
