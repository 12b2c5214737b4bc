package io.vstp.engine.reliability;

import io.netty.buffer.ByteBuf;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A message that waits, or is under way.
 */
abstract class OpenSend {

	/** Where the {@link TimerHeap} has it, or -1. */
	int heapIndex = -1;

	/** When it is to be looked at, while the {@link TimerHeap} has it. */
	long deadline;

	private final Frame frame;

	private final Outbound outbound;

	private final int length;

	private final @Nullable String msgId;

	private boolean ended;

	/**
	 * Creates a send.
	 * @param frame the message; taken over
	 * @param outbound is told what becomes of it
	 * @param length of the frame, as if it were one datagram
	 */
	OpenSend(Frame frame, Outbound outbound, int length) {
		this.frame = frame;
		this.outbound = outbound;
		this.length = length;
		this.msgId = frame.has(FrameFlags.REQ_ACK) ? frame.header(HeaderNames.MSG_ID) : null;
	}

	Outbound outbound() {
		return this.outbound;
	}

	/**
	 * Says whether it still makes sense to send it.
	 * @return whether somebody wants it
	 */
	boolean isWanted() {
		return this.outbound.isWanted();
	}

	int length() {
		return this.length;
	}

	/**
	 * Returns what an ACK is to carry.
	 * @return the id, or {@code null} if none is wanted
	 */
	@Nullable String msgId() {
		return this.msgId;
	}

	boolean wantsAck() {
		return this.msgId != null;
	}

	boolean hasEnded() {
		return this.ended;
	}

	Headers headers() {
		return this.frame.headers();
	}

	ByteBuf payload() {
		return this.frame.payload();
	}

	/**
	 * Returns the frame to be sent, which is the same each time.
	 * @return a frame with a reference of its own
	 */
	Frame copy() {
		return piece(this.frame.flags(), this.frame.headers(), this.frame.payload().retainedDuplicate());
	}

	Frame piece(int flags, Headers headers, ByteBuf payload) {
		return Frame.of(this.frame.type(), flags, headers, payload);
	}

	int flags() {
		return this.frame.flags();
	}

	/**
	 * Marks the send as ended and lets go of the message.
	 */
	void end() {
		this.ended = true;
		ended();
		this.frame.release();
	}

	/**
	 * Says whether the peer can have the whole message, so that its ACK may be true.
	 * @return whether it can
	 */
	abstract boolean mayBeAcknowledged();

	/**
	 * Says whether the peer can have seen any of the message, so that its ERR may be
	 * true.
	 * @return whether it can
	 */
	abstract boolean mayBeRefused();

	/**
	 * The ACK came.
	 * @param now the time
	 */
	void answered(long now) {
	}

	/**
	 * The peer has no room for the message now, and has not handled it.
	 * @param error the headers of its ERR
	 * @param now the time
	 * @return whether it is sent again all the same; if not, it is refused
	 */
	boolean keepsTrying(Headers error, long now) {
		return false;
	}

	/**
	 * The deadline is there.
	 * @param now the time
	 */
	abstract void due(long now);

	/**
	 * The send has ended: whoever has it in a list takes it out.
	 */
	abstract void ended();

}
