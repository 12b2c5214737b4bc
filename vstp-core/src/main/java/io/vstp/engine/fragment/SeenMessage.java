package io.vstp.engine.fragment;

import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A message that was delivered and is known again.
 */
final class SeenMessage {

	final String msgId;

	final int crc;

	final long seenAt;

	/** Whether the sender knows the extensions. */
	final boolean vx;

	/** Its {@code msg-id}, byte by byte. */
	private final Headers id;

	private final int headersHash;

	boolean acknowledged;

	/** Whether it was refused after it was delivered. */
	boolean forgotten;

	/** One with the same id, from before the peer began to count anew. */
	@Nullable SeenMessage older;

	SeenMessage(String msgId, int crc, Headers headers, boolean vx, long now) {
		this.msgId = msgId;
		this.crc = crc;
		this.id = Headers.builder().copy(HeaderNames.MSG_ID, headers).build();
		this.headersHash = headers.hashCode();
		this.vx = vx;
		this.seenAt = now;
	}

	Headers id() {
		return this.id;
	}

	boolean has(Headers headers) {
		return this.headersHash == headers.hashCode();
	}

}
