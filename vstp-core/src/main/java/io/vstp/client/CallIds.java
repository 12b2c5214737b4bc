package io.vstp.client;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.HeadersBuilder;

/**
 * The ids that a client gives its frames. Safe for use by several threads.
 */
final class CallIds {

	// Short, for each fragment of a message repeats its id.
	private static final int MAX_FIRST_ID = 1_000_000;

	private static final int INSTANCE_BYTES = 12;

	// A server knows ids again for a while, also from a client that was here before.
	private final AtomicLong ids = new AtomicLong(ThreadLocalRandom.current().nextInt(MAX_FIRST_ID));

	private final String prefix = Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36, 1 << 30), 36)
			+ "-";

	private final String instance;

	private final boolean extensions;

	/**
	 * Creates ids.
	 * @param extensions whether the peer may know more than part 1
	 */
	CallIds(boolean extensions) {
		this.extensions = extensions;
		byte[] random = new byte[INSTANCE_BYTES];
		new SecureRandom().nextBytes(random);
		this.instance = Base64.getUrlEncoder().withoutPadding().encodeToString(random) + ".";
	}

	String msgId() {
		return Long.toString(this.ids.incrementAndGet());
	}

	String correlationId() {
		return this.prefix + Long.toString(this.ids.incrementAndGet(), 36);
	}

	/**
	 * Returns an id that no other message in the world has, and that nobody can guess.
	 * @return the id
	 */
	String onceId() {
		return this.instance + Long.toString(this.ids.incrementAndGet(), 36);
	}

	/**
	 * Has a request acknowledged, so that over UDP it is sent again when it gets lost,
	 * and its reply, too.
	 * @param request the request
	 * @return a frame in its place
	 */
	Frame acknowledged(Frame request) {
		HeadersBuilder headers = request.headers().toBuilder();
		if (!request.headers().contains(HeaderNames.MSG_ID)) {
			headers.add(HeaderNames.MSG_ID, msgId());
		}
		if (this.extensions) {
			headers.set(HeaderNames.VX, "1");
		}
		return request.withHeaders(headers.build()).withFlags(request.flags() | FrameFlags.REQ_ACK);
	}

}
