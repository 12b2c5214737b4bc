package io.vstp.test;

import java.io.ByteArrayOutputStream;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.vstp.frame.FrameFlags;
import io.vstp.frame.HeaderNames;

/**
 * Joins fragments as part 1 of the protocol says, and not a bit more.
 */
final class Part1Reassembly {

	static final int MAX_SESSIONS = 1_000;

	private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(30);

	private final Map<Key, Session> sessions = new HashMap<>();

	/**
	 * Takes a frame.
	 * @param source who sent it
	 * @param frame the frame
	 * @param now the time
	 * @return the message that is whole now, or {@code null}
	 * @throws IllegalArgumentException if the crate's receiver would fail
	 */
	Part1Frame add(SocketAddress source, Part1Frame frame, long now) {
		boolean named = frame.headers().containsKey(HeaderNames.FRAG_ID)
				|| frame.headers().containsKey(HeaderNames.FRAG_INDEX)
				|| frame.headers().containsKey(HeaderNames.FRAG_TOTAL);
		Part1Frame.check(named == frame.has(FrameFlags.FRAG), "FRAG flag and fragment headers disagree");
		if (!named) {
			return frame;
		}
		this.sessions.values().removeIf((session) -> now - session.begun > TIMEOUT);
		Key key = new Key(source, number(frame, HeaderNames.FRAG_ID));
		int index = number(frame, HeaderNames.FRAG_INDEX);
		int total = number(frame, HeaderNames.FRAG_TOTAL);
		Part1Frame.check(index < total, "index %d of %d", index, total);
		Part1Frame common = frame.withFlags(frame.flags() & ~FrameFlags.FRAG)
			.withoutHeader(HeaderNames.FRAG_ID)
			.withoutHeader(HeaderNames.FRAG_INDEX)
			.withoutHeader(HeaderNames.FRAG_TOTAL)
			.withPayload(new byte[0]);
		Session session = this.sessions.get(key);
		if (session == null) {
			Part1Frame.check(this.sessions.size() < MAX_SESSIONS, "more than %d sessions", MAX_SESSIONS);
			session = new Session(now, common, new byte[total][]);
			this.sessions.put(key, session);
		}
		Part1Frame whole = session.add(common, index, total, frame.payload());
		if (whole != null) {
			this.sessions.remove(key);
		}
		return whole;
	}

	int size() {
		return this.sessions.size();
	}

	private static int number(Part1Frame frame, String name) {
		String text = frame.headers().get(name);
		Part1Frame.check(text != null && text.matches("0|[1-9][0-9]{0,2}") && Integer.parseInt(text) <= 255,
				"%s=%s is no unsigned 8-bit number", name, text);
		return Integer.parseInt(text);
	}

	private record Key(SocketAddress source, int id) {
	}

	private record Session(long begun, Part1Frame common, byte[][] payloads) {

		private Part1Frame add(Part1Frame frame, int index, int total, byte[] payload) {
			Part1Frame.check(total == this.payloads.length, "total %d, then %d", this.payloads.length, total);
			Part1Frame.check(this.payloads[index] == null, "index %d twice", index);
			Part1Frame.check(frame.type() == this.common.type() && frame.flags() == this.common.flags()
					&& frame.headers().equals(this.common.headers()), "%s, then %s", this.common, frame);
			this.payloads[index] = payload;
			ByteArrayOutputStream whole = new ByteArrayOutputStream();
			for (byte[] part : this.payloads) {
				if (part == null) {
					return null;
				}
				whole.writeBytes(part);
			}
			return this.common.withPayload(whole.toByteArray());
		}

	}

}
