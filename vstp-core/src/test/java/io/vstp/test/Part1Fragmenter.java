package io.vstp.test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.vstp.frame.FrameFlags;
import io.vstp.frame.HeaderNames;

/**
 * Makes datagrams of frames, as the crate's client does and as the protocol means it.
 */
final class Part1Fragmenter {

	private int nextId = 1;

	/**
	 * Returns what the crate sends: each "fragment" holds the whole payload.
	 * @param frame any frame
	 * @return one datagram if it is not longer than allowed, or else as many as real
	 * fragments would be
	 */
	List<byte[]> asCrate(Part1Frame frame) {
		byte[] whole = frame.encode();
		if (whole.length <= Part1UdpPeer.MAX_SENT) {
			return List.of(whole);
		}
		int total = (whole.length + Part1UdpPeer.MAX_SENT - 1) / Part1UdpPeer.MAX_SENT;
		int id = takeId();
		List<byte[]> fragments = new ArrayList<>();
		for (int i = 0; i < total; i++) {
			fragments.add(fragment(frame, id, i, total));
		}
		return fragments;
	}

	/**
	 * Returns real fragments.
	 * @param frame any frame
	 * @param length bytes of payload in each but the last
	 * @return one datagram or more
	 */
	List<byte[]> inPieces(Part1Frame frame, int length) {
		byte[] payload = frame.payload();
		int total = Math.max(1, (payload.length + length - 1) / length);
		int id = takeId();
		List<byte[]> fragments = new ArrayList<>();
		for (int i = 0; i < total; i++) {
			byte[] piece = Arrays.copyOfRange(payload, i * length, Math.min(payload.length, (i + 1) * length));
			fragments.add(fragment(frame.withPayload(piece), id, i, total));
		}
		return fragments;
	}

	private int takeId() {
		int id = this.nextId;
		this.nextId = (id + 1) & 0xFF;
		return id;
	}

	private static byte[] fragment(Part1Frame frame, int id, int index, int total) {
		Part1Frame.check(total <= 255, "Part 1 has no more than 255 fragments, not %d", total);
		return frame.withFlags(frame.flags() | FrameFlags.FRAG)
			.withHeader(HeaderNames.FRAG_ID, id)
			.withHeader(HeaderNames.FRAG_INDEX, index)
			.withHeader(HeaderNames.FRAG_TOTAL, total)
			.encode();
	}

}
