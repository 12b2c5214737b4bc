package io.vstp.client;

import io.vstp.frame.Frame;

/**
 * Who has made an attempt to have a call answered by one transport. Called on any thread:
 * must not block.
 */
interface AttemptListener {

	/**
	 * The frame is to be sent by a connection.
	 * @param frame the frame; not taken over
	 * @param connection the connection
	 * @return what is sent in its place, with the same payload
	 * @throws NotRepeatableException if it must not be sent by this connection
	 */
	Frame prepare(Frame frame, Connection connection);

	/**
	 * The frame that was prepared last was not sent.
	 */
	void notSent();

	/**
	 * The peer has answered.
	 */
	void answered();

	/**
	 * There is no answer when there should be one.
	 */
	void unanswered();

}
