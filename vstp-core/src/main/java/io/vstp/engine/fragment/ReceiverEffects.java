package io.vstp.engine.fragment;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;

/**
 * What a receiver has others do. Must not call back into it, except {@link #deliver}.
 */
public interface ReceiverEffects {

	/**
	 * Sends an ACK.
	 * @param ack the frame, which fits into a datagram; taken over
	 */
	void send(Frame ack);

	/**
	 * A message is there, whole and for the first time. May call
	 * {@link MessageReceiver#acknowledge} and {@link MessageReceiver#forget}.
	 * @param message the message, without the headers and the flag of its fragments;
	 * taken over
	 */
	void deliver(Frame message);

	/**
	 * A message is refused before it is whole.
	 * @param code why
	 * @param message why, for people
	 * @param cause the headers of its fragment
	 */
	void refuse(ErrorCode code, String message, Headers cause);

	/**
	 * A message came again that was handled before and has failed.
	 * @param code of the ERR by which it was answered
	 * @param cause its {@code msg-id}
	 */
	void failedBefore(String code, Headers cause);

	/**
	 * Something was dropped.
	 * @param reason why
	 */
	void dropped(DropReason reason);

	/**
	 * A message came again that was delivered before, and is not delivered again. One in
	 * fragments counts with the first of them.
	 */
	void repeated();

	/**
	 * The first fragment of a message came in.
	 */
	void reassemblyStarted();

	/**
	 * No more fragments of a message are waited for. Follows
	 * {@link #reassemblyStarted()}.
	 * @param outcome how it ended
	 */
	void reassemblyEnded(ReassemblyOutcome outcome);

}
