package io.vstp.engine.select;

/**
 * What matters of a message for the choice of its transport.
 */
public enum MessageKind {

	/** Fits into a datagram, and nobody waits for an answer. */
	DATAGRAM,

	/** Fits into a datagram, and an ACK or a reply is awaited. */
	RELIABLE,

	/** Does not fit into a datagram. */
	LONG;

	/**
	 * Returns the kind of a message.
	 * @param length of its frame, in bytes
	 * @param maxDatagram the longest datagram that is sent, in bytes
	 * @param reliable whether an ACK or a reply is awaited
	 * @return the kind
	 */
	public static MessageKind of(int length, int maxDatagram, boolean reliable) {
		if (length > maxDatagram) {
			return LONG;
		}
		return reliable ? RELIABLE : DATAGRAM;
	}

}
