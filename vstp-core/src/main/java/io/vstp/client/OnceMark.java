package io.vstp.client;

import io.vstp.frame.Frame;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.HeadersBuilder;
import org.jspecify.annotations.Nullable;

/**
 * By what a server knows a call's frame again when it comes once more (docs/protocol.md,
 * "Once by either transport"), and whether it may be sent once more. Safe for use by
 * several threads.
 */
final class OnceMark {

	private final CallIds ids;

	private final boolean answered;

	/** How often the frame was sent. */
	private int sent;

	/** The server that knows the frame again, once it was sent. */
	private @Nullable String sentTo;

	private @Nullable String id;

	/**
	 * Creates a mark for a frame that has not left.
	 * @param ids gives the frame its id
	 * @param answered whether somebody waits for an answer; what nobody waits for is sent
	 * once
	 */
	OnceMark(CallIds ids, boolean answered) {
		this.ids = ids;
		this.answered = answered;
	}

	/**
	 * Says whether the frame may have left.
	 * @return whether it may
	 */
	synchronized boolean isSent() {
		return this.sent > 0;
	}

	/**
	 * Says whether the frame may be sent, again if it has left already.
	 * @return whether it may
	 */
	synchronized boolean mayRepeat() {
		return this.sent == 0 || this.sentTo != null;
	}

	/**
	 * Says whether sending the frame now is to send it for the first time, and takes it
	 * for sent from now on.
	 * @param server what the server calls its memory, or {@code null} if it has none
	 * @return whether it is
	 * @throws NotRepeatableException if it was sent before and this server would not know
	 * it again
	 */
	synchronized boolean begin(@Nullable String server) {
		if (this.sent == 0) {
			this.sent = 1;
			this.sentTo = this.answered ? server : null;
			return true;
		}
		if (this.sentTo == null || !this.sentTo.equals(server)) {
			throw new NotRepeatableException("The frame was sent before, and the server is not known to know it again");
		}
		this.sent++;
		return false;
	}

	/**
	 * The frame was not sent after all.
	 */
	synchronized void undo() {
		this.sent--;
		if (this.sent == 0) {
			this.sentTo = null;
		}
	}

	/**
	 * Marks a frame.
	 * @param frame what is sent
	 * @param first whether it is so for the first time
	 * @return a frame in its place
	 */
	synchronized Frame mark(Frame frame, boolean first) {
		if (this.sentTo == null) {
			return frame;
		}
		if (this.id == null) {
			this.id = this.ids.onceId();
		}
		HeadersBuilder headers = frame.headers().toBuilder().set(HeaderNames.ONCE_ID, this.id);
		if (!first) {
			headers.set(HeaderNames.ONCE_SERVER, this.sentTo);
		}
		return frame.withHeaders(headers.build());
	}

}
