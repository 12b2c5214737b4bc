package io.vstp.spring.observation;

import io.vstp.frame.Frame;
import io.vstp.frame.FrameLimits;
import io.vstp.frame.Headers;
import io.vstp.transport.UdpOptions;
import org.jspecify.annotations.Nullable;

/**
 * How many headers, of how many bytes, a frame has room for: so many that nothing becomes
 * of it which did not without them. Over UDP that is no second datagram where one will
 * do, and no more fragments than a peer of part 1 takes.
 */
final class HeaderRoom {

	/** The ids that a call is given on its way, and their flags. */
	private static final int RESERVED_HEADERS = 4;

	private static final int RESERVED_BYTES = 96;

	/** Preamble and CRC trailer. */
	private static final int FRAME_OVERHEAD = 15;

	/** What all fragments have besides their headers: number, total and id. */
	private static final int FRAGMENT_OVERHEAD = 96;

	private static final int PART1_DATAGRAM = 1_200;

	private static final int PART1_FRAGMENTS = 255;

	private int headers;

	private int bytes;

	private HeaderRoom(int headers, int bytes) {
		this.headers = headers;
		this.bytes = bytes;
	}

	/**
	 * Measures a frame.
	 * @param frame the frame
	 * @param limits what it may measure
	 * @param udp how it goes by UDP, or {@code null} if it does not
	 * @return the room
	 */
	static HeaderRoom of(Frame frame, FrameLimits limits, @Nullable UdpOptions udp) {
		Headers headers = frame.headers();
		int section = headers.byteLength() + RESERVED_BYTES;
		int payload = frame.payload().readableBytes();
		int bytes = Math.min(limits.maxHeaderLength() - section,
				limits.maxFrameLength() - FRAME_OVERHEAD - section - payload);
		if (udp != null) {
			bytes = Math.min(bytes, byUdp(headers.byteLength(), payload, udp.maxDatagram()));
		}
		return new HeaderRoom(limits.maxHeaders() - headers.size() - RESERVED_HEADERS, bytes);
	}

	// Where it is not certain what a frame needs without more headers, there is no room.
	private static int byUdp(int section, int payload, int maxDatagram) {
		int single = maxDatagram - FRAME_OVERHEAD - section - payload;
		if (single >= 0) {
			return single - RESERVED_BYTES;
		}
		int most = Math.min(maxDatagram, PART1_DATAGRAM) - FRAME_OVERHEAD - section;
		int least = most - RESERVED_BYTES - FRAGMENT_OVERHEAD;
		int needed = (payload - 1) / PART1_FRAGMENTS + 1;
		return (most >= needed) ? least - needed : least / 2;
	}

	/**
	 * Takes room for one header.
	 * @param length its bytes
	 * @return whether there is room
	 */
	boolean take(int length) {
		if (this.headers <= 0 || length > this.bytes) {
			return false;
		}
		this.headers--;
		this.bytes -= length;
		return true;
	}

}
