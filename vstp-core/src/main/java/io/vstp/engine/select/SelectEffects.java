package io.vstp.engine.select;

import io.vstp.frame.Transport;

/**
 * Is told what a selector has found and decided. Must not call back into it, except to
 * read.
 */
public interface SelectEffects {

	/**
	 * A transport came up or went down.
	 * @param transport the transport
	 * @param state what it is now
	 */
	void stateChanged(Transport transport, TransportState state);

	/**
	 * The choice for a kind of messages has changed.
	 * @param change from what to what, and why
	 */
	void switched(TransportSwitch change);

}
