package io.vstp.engine.fragment;

import java.util.BitSet;

import io.netty.buffer.Unpooled;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Which fragments of a long message have arrived (docs/protocol.md, "UDP"). On the wire
 * an ACK without {@code msg-id}, since a peer of part 1 takes one with its {@code msg-id}
 * for success.
 *
 * @param fragId which message
 * @param next the lowest fragment that has not arrived; the number of all when whole
 * @param window how many fragments from {@code next} on may be sent
 * @param arrived bit i is fragment {@code next + i}; not to be changed
 */
public record ProgressAck(long fragId, long next, long window, BitSet arrived) {

	/**
	 * The longest such frame with an empty bitmap and the CRC trailer, and with room for
	 * an {@code addr-token}.
	 */
	public static final int MAX_OVERHEAD = 200;

	private static final Headers PREFIX = Headers.EMPTY.withNumber(HeaderNames.VX, 1);

	/**
	 * Says whether a frame may be such an ACK.
	 * @param frame the frame
	 * @return whether {@link #of} is worth a try
	 */
	public static boolean isProgressAck(Frame frame) {
		return frame.type() == FrameType.ACK && frame.headers().contains(HeaderNames.FRAG_ACK)
				&& !frame.headers().contains(HeaderNames.MSG_ID);
	}

	/**
	 * Reads such an ACK.
	 * @param frame any frame; not taken over
	 * @return what it says, or {@code null} if it is no such ACK or a malformed one
	 */
	public static @Nullable ProgressAck of(Frame frame) {
		Headers headers = frame.headers();
		if (!isProgressAck(frame) || !headers.contains(HeaderNames.VX)) {
			return null;
		}
		long fragId = headers.getNumber(HeaderNames.FRAG_ID);
		long next = headers.getNumber(HeaderNames.FRAG_ACK);
		long window = headers.getNumber(HeaderNames.FRAG_WINDOW);
		if (!isNumber(fragId) || !isNumber(next) || !isNumber(window)) {
			return null;
		}
		BitSet arrived = frame.payload().isReadable() ? BitSet.valueOf(frame.payloadBytes()) : new BitSet(0);
		return new ProgressAck(fragId, next, window, arrived);
	}

	private static boolean isNumber(long value) {
		return value >= 0 && value <= FragmentPlan.MAX_NUMBER;
	}

	/**
	 * Returns this as a frame.
	 * @return an ACK, which need not be released
	 */
	public Frame toFrame() {
		Headers headers = PREFIX.withNumber(HeaderNames.FRAG_ID, this.fragId)
			.withNumber(HeaderNames.FRAG_ACK, this.next)
			.withNumber(HeaderNames.FRAG_WINDOW, this.window);
		if (this.arrived.isEmpty()) {
			return Frame.of(FrameType.ACK, headers);
		}
		return Frame.of(FrameType.ACK, FrameFlags.NONE, headers, Unpooled.wrappedBuffer(this.arrived.toByteArray()));
	}

}
