package io.vstp.engine.fragment;

import java.nio.charset.StandardCharsets;

import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A message that was delivered and is known again.
 */
final class SeenMessage {

	private static final byte[] MSG_ID = HeaderNames.MSG_ID.getBytes(StandardCharsets.UTF_8);

	/** Its {@code msg-id} and CRC. */
	final SeenKey content;

	/** Its {@code msg-id} and the hash of its headers. */
	final SeenKey headers;

	final long seenAt;

	/** Whether the sender knows the extensions. */
	final boolean vx;

	boolean acknowledged;

	/** The code of the ERR that it was answered with in place of an ACK, if it was. */
	@Nullable String failure;

	/** Whether it was refused after it was delivered. */
	boolean forgotten;

	/** The one that came with the same headers before this one. */
	@Nullable SeenMessage older;

	/** The one that came with the same headers after this one. */
	@Nullable SeenMessage newer;

	SeenMessage(SeenKey content, SeenKey headers, boolean vx, long now) {
		this.content = content;
		this.headers = headers;
		this.vx = vx;
		this.seenAt = now;
	}

	/**
	 * Returns its {@code msg-id}, byte by byte.
	 * @return a header
	 */
	Headers id() {
		return Headers.builder().add(MSG_ID, this.content.msgId()).build();
	}

}
