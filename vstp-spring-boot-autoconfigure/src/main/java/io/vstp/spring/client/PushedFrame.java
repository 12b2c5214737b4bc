package io.vstp.spring.client;

import io.vstp.frame.Frame;
import io.vstp.frame.FrameLimits;
import io.vstp.frame.Headers;
import io.vstp.transport.ManagedSession;
import io.vstp.transport.VstpSession;
import org.jspecify.annotations.Nullable;

/**
 * What is pushed to each session: with the headers that tell of an observation, unless
 * they make the frame too long for a peer.
 *
 * @param frame with the headers that it has of its own
 * @param observed the headers to send where they fit
 */
record PushedFrame(Frame frame, Headers observed) {

	/** Preamble, trailer, and the headers that a session adds. */
	private static final int RESERVED_BYTES = 128;

	private static final int RESERVED_HEADERS = 4;

	static PushedFrame of(Frame frame, @Nullable CallObservation observation) {
		Headers own = frame.headers();
		return new PushedFrame(frame, (observation != null) ? observation.headers(own) : own);
	}

	/**
	 * Returns what one session gets.
	 * @param session the session
	 * @return a frame of the same payload, to be released by its receiver
	 */
	Frame share(VstpSession session) {
		Headers headers = fits(session) ? this.observed : this.frame.headers();
		return Frame.of(this.frame.type(), this.frame.flags(), headers, this.frame.payload().retainedDuplicate());
	}

	private boolean fits(VstpSession session) {
		if (this.observed == this.frame.headers() || !(session instanceof ManagedSession managed)) {
			return true;
		}
		FrameLimits limits = managed.peerLimits();
		int section = this.observed.byteLength() + RESERVED_BYTES;
		return section <= limits.maxHeaderLength()
				&& section + this.frame.payload().readableBytes() <= limits.maxFrameLength()
				&& this.observed.size() + RESERVED_HEADERS <= limits.maxHeaders();
	}

	void release() {
		this.frame.release();
	}

}
