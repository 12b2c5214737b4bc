package io.vstp.spring.session;

import io.vstp.observe.Side;
import io.vstp.transport.VstpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;

/**
 * Something about a session. Published on a thread on which listeners may block, after it
 * has happened; the events of one session in their order, those of several sessions side
 * by side.
 */
public abstract class VstpSessionEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	private final Side side;

	private final String name;

	protected VstpSessionEvent(VstpSession session, Side side, String name) {
		super(session);
		this.side = side;
		this.name = name;
	}

	/**
	 * Returns the session.
	 * @return the session; {@link VstpSession#attributes()} has what handlers left there
	 */
	public VstpSession getSession() {
		return (VstpSession) getSource();
	}

	/**
	 * Returns which end of the session this application is.
	 * @return the side
	 */
	public Side getSide() {
		return this.side;
	}

	/**
	 * Returns the server to which the peer has come.
	 * @return its name, or {@code null} if this application is the client
	 */
	public @Nullable String getServer() {
		return (this.side == Side.SERVER) ? this.name : null;
	}

	/**
	 * Returns the destination to which the session leads.
	 * @return its name under {@code vstp.client.destinations}, or {@code null} if this
	 * application is the server
	 */
	public @Nullable String getDestination() {
		return (this.side == Side.CLIENT) ? this.name : null;
	}

}
