package io.vstp.engine.fragment;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import io.vstp.engine.guard.PeerShare;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one peer that are known again by {@code msg-id} and CRC. The CRC counts
 * because a peer that starts anew on the same port may count from 1 again. The oldest go
 * first.
 */
final class SeenMessages {

	private final Map<String, SeenMessage> byId = new LinkedHashMap<>();

	private final int max;

	private final long window;

	private final PeerShare share;

	SeenMessages(int max, long window, PeerShare share) {
		this.max = max;
		this.window = window;
		this.share = share;
	}

	@Nullable SeenMessage find(String msgId, int crc) {
		SeenMessage seen = this.byId.get(msgId);
		while (seen != null && seen.crc != crc) {
			seen = seen.older;
		}
		return seen;
	}

	/**
	 * Finds what is to be acknowledged.
	 * @param msgId its id
	 * @param headers its headers, which tell apart two with the same id
	 * @return the message, or {@code null} if it is not known any more
	 */
	@Nullable SeenMessage find(String msgId, Headers headers) {
		SeenMessage latest = this.byId.get(msgId);
		if (latest != null && latest.older != null && latest.older.has(headers) && !latest.has(headers)) {
			return latest.older;
		}
		return latest;
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
	@Nullable SeenMessage add(String msgId, int crc, Headers headers, boolean vx, long now) {
		SeenMessage before = this.byId.remove(msgId);
		if (before != null && before.older != null) {
			before.older = null;
			this.share.forget();
		}
		while (this.byId.size() >= this.max || !this.share.tryRemember()) {
			if (!removeOldest()) {
				if (before != null) {
					this.byId.put(msgId, before);
				}
				return null;
			}
		}
		SeenMessage seen = new SeenMessage(msgId, crc, headers, vx, now);
		seen.older = before;
		this.byId.put(msgId, seen);
		return seen;
	}

	void remove(SeenMessage seen) {
		SeenMessage latest = this.byId.get(seen.msgId);
		if (latest == null || (latest != seen && latest.older != seen)) {
			return;
		}
		if (latest.older == null) {
			this.byId.remove(seen.msgId);
		}
		else if (latest == seen) {
			this.byId.put(seen.msgId, latest.older);
		}
		latest.older = null;
		this.share.forget();
	}

	void expire(long now) {
		Iterator<SeenMessage> iterator = this.byId.values().iterator();
		while (iterator.hasNext()) {
			SeenMessage oldest = iterator.next();
			if (now - oldest.seenAt < this.window) {
				return;
			}
			iterator.remove();
			forgetWithOlder(oldest);
		}
	}

	/**
	 * Forgets all, where the share is closed anyway.
	 */
	void clear() {
		this.byId.clear();
	}

	boolean isEmpty() {
		return this.byId.isEmpty();
	}

	/**
	 * Returns when the oldest may be forgotten. There has to be one.
	 * @return the time
	 */
	long deadline() {
		return this.byId.values().iterator().next().seenAt + this.window;
	}

	private boolean removeOldest() {
		Iterator<SeenMessage> iterator = this.byId.values().iterator();
		if (!iterator.hasNext()) {
			return false;
		}
		SeenMessage oldest = iterator.next();
		iterator.remove();
		forgetWithOlder(oldest);
		return true;
	}

	private void forgetWithOlder(SeenMessage seen) {
		this.share.forget();
		if (seen.older != null) {
			seen.older = null;
			this.share.forget();
		}
	}

}
