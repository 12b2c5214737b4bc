package io.vstp.engine.fragment;

import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of a fragment say (docs/protocol.md, "UDP").
 *
 * @param id joins the fragments of a message
 * @param index its place, from 0 on, less than the total
 * @param total how many fragments the message has, 1 or more
 * @param vx whether it offers the extensions
 */
record FragmentHeaders(long id, long index, long total, boolean vx) {

	/** From this length of a frame on, the crate sends fragments. */
	static final int CRATE_DATAGRAM = 1_200;

	/** In place of what makes no sense. */
	static final FragmentHeaders MALFORMED = new FragmentHeaders(0, 0, 0, false);

	// Preamble and trailer, which the crate always sends.
	private static final int CRATE_OVERHEAD = 11 + 4;

	/**
	 * Reads the headers. They decide, not the FRAG flag, which not all peers set.
	 * @param frame a frame
	 * @return what they say, {@link #MALFORMED}, or {@code null} if it is no fragment
	 */
	static @Nullable FragmentHeaders of(Frame frame) {
		Headers headers = frame.headers();
		long id = headers.getNumber(HeaderNames.FRAG_ID);
		long index = headers.getNumber(HeaderNames.FRAG_INDEX);
		long total = headers.getNumber(HeaderNames.FRAG_TOTAL);
		if (id == Headers.ABSENT && index == Headers.ABSENT && total == Headers.ABSENT) {
			return frame.has(FrameFlags.FRAG) ? MALFORMED : null;
		}
		boolean vx = headers.contains(HeaderNames.VX);
		long max = vx ? FragmentPlan.MAX_NUMBER : FragmentPlan.MAX_PART1_NUMBER;
		if (id < 0 || index < 0 || total > max || id > max || index >= total) {
			return MALFORMED;
		}
		return new FragmentHeaders(id, index, total, vx);
	}

	boolean isBeyondPart1() {
		return this.id > FragmentPlan.MAX_PART1_NUMBER || this.total > FragmentPlan.MAX_PART1_NUMBER;
	}

	/**
	 * Removes the headers that belong to fragments.
	 * @param headers the headers
	 * @return the others
	 */
	static Headers remove(Headers headers) {
		if (!headers.contains(HeaderNames.FRAG_ID) && !headers.contains(HeaderNames.FRAG_INDEX)
				&& !headers.contains(HeaderNames.FRAG_TOTAL) && !headers.contains(HeaderNames.VX)) {
			return headers;
		}
		return headers.toBuilder()
			.remove(HeaderNames.FRAG_ID)
			.remove(HeaderNames.FRAG_INDEX)
			.remove(HeaderNames.FRAG_TOTAL)
			.remove(HeaderNames.VX)
			.build();
	}

	/**
	 * Says whether the frame is one of those by which the crate repeats the whole message
	 * in each fragment: without its fragment headers it is longer than the crate sends
	 * undivided, and the number of fragments is what follows from that length. A true
	 * fragment never looks so.
	 * @param frame the frame
	 * @return whether it is the whole message
	 */
	boolean isWholeMessage(Frame frame) {
		if (this.vx) {
			return false;
		}
		long length = CRATE_OVERHEAD + (long) remove(frame.headers()).byteLength() + frame.payload().readableBytes();
		return length > CRATE_DATAGRAM && this.total == (length + CRATE_DATAGRAM - 1) / CRATE_DATAGRAM;
	}

}
