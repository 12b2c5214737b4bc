package io.vstp.engine.fragment;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import io.vstp.engine.guard.PeerShare;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one peer that are known again by {@code msg-id} and CRC. The CRC counts
 * because a peer that starts anew on the same port may count from 1 again. The oldest go
 * first.
 */
final class SeenMessages {

	/** The oldest first. */
	private final Map<SeenKey, SeenMessage> byContent = new LinkedHashMap<>();

	/** The latest of those with the same headers. */
	private final Map<SeenKey, SeenMessage> byHeaders = new HashMap<>();

	private final int max;

	private final long window;

	private final PeerShare share;

	SeenMessages(int max, long window, PeerShare share) {
		this.max = max;
		this.window = window;
		this.share = share;
	}

	@Nullable SeenMessage find(byte[] msgId, int crc) {
		return this.byContent.get(new SeenKey(msgId, crc));
	}

	/**
	 * Finds what is to be acknowledged.
	 * @param headers its headers, which tell apart two with the same id
	 * @return the latest with these headers, or {@code null} if none is known any more
	 */
	@Nullable SeenMessage find(Headers headers) {
		byte[] msgId = headers.getBytes(HeaderNames.MSG_ID);
		return (msgId != null) ? this.byHeaders.get(new SeenKey(msgId, headers.hashCode())) : null;
	}

	/**
	 * Remembers a message that is not known.
	 * @param msgId its id
	 * @param crc its CRC
	 * @param headers its headers
	 * @param vx whether its sender knows the extensions
	 * @param now the time
	 * @return the message, or {@code null} if there is no room for it
	 */
	@Nullable SeenMessage add(byte[] msgId, int crc, Headers headers, boolean vx, long now) {
		while (this.byContent.size() >= this.max || !this.share.tryRemember()) {
			if (!removeOldest()) {
				return null;
			}
		}
		SeenMessage seen = new SeenMessage(new SeenKey(msgId, crc), new SeenKey(msgId, headers.hashCode()), vx, now);
		this.byContent.put(seen.content, seen);
		SeenMessage older = this.byHeaders.put(seen.headers, seen);
		if (older != null) {
			seen.older = older;
			older.newer = seen;
		}
		return seen;
	}

	void remove(SeenMessage seen) {
		if (this.byContent.remove(seen.content, seen)) {
			removed(seen);
		}
	}

	void expire(long now) {
		while (!this.byContent.isEmpty() && now - oldest().seenAt >= this.window) {
			removeOldest();
		}
	}

	/**
	 * Forgets all, where the share is closed anyway.
	 */
	void clear() {
		this.byContent.clear();
		this.byHeaders.clear();
	}

	boolean isEmpty() {
		return this.byContent.isEmpty();
	}

	/**
	 * Returns when the oldest may be forgotten. There has to be one.
	 * @return the time
	 */
	long deadline() {
		return oldest().seenAt + this.window;
	}

	private SeenMessage oldest() {
		return this.byContent.values().iterator().next();
	}

	private boolean removeOldest() {
		Iterator<SeenMessage> iterator = this.byContent.values().iterator();
		if (!iterator.hasNext()) {
			return false;
		}
		SeenMessage oldest = iterator.next();
		iterator.remove();
		removed(oldest);
		return true;
	}

	private void removed(SeenMessage seen) {
		SeenMessage older = seen.older;
		SeenMessage newer = seen.newer;
		if (older != null) {
			older.newer = newer;
		}
		if (newer != null) {
			newer.older = older;
		}
		else if (older != null) {
			this.byHeaders.put(seen.headers, older);
		}
		else {
			this.byHeaders.remove(seen.headers);
		}
		// What is remembered of its fragments may hold on to it, but not to others.
		seen.older = null;
		seen.newer = null;
		this.share.forget();
	}

}
