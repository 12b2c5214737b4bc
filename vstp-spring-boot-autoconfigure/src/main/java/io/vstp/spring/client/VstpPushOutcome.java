package io.vstp.spring.client;

/**
 * What became of a push to one session.
 */
public enum VstpPushOutcome {

	/**
	 * The frame is on its way. After {@code send} the session has taken it, after
	 * {@code sendAsync} the operating system has.
	 */
	SENT,

	/** The peer has acknowledged the frame. */
	ACKNOWLEDGED,

	/**
	 * Not sent: the peer has not said HELLO, so it gets nothing that it did not ask for.
	 */
	NOT_GREETED,

	/** Not sent: too much waits for this peer already, or for its ACK. */
	OVERLOADED,

	/** Not sent: the frame is longer than the peer accepts. */
	TOO_LARGE,

	/**
	 * There is no such session, or it has ended. If it ended before the ACK came, the
	 * frame may have arrived.
	 */
	CLOSED,

	/** The peer answered with ERR: it did not handle the frame. */
	REFUSED,

	/** No ACK came in time, or the frame was not written in time. It may arrive yet. */
	TIMED_OUT;

	/**
	 * Says whether the push went as it should.
	 * @return whether the frame was sent or acknowledged
	 */
	public boolean isSuccess() {
		return this == SENT || this == ACKNOWLEDGED;
	}

}
