package io.vstp.engine.fragment;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import io.vstp.engine.guard.PeerShare;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one peer that came in fragments and need no more of them. The oldest go
 * first.
 */
final class FinishedMessages {

	private final Map<Long, FinishedMessage> byNumber = new LinkedHashMap<>();

	private final int max;

	private final long window;

	private final PeerShare share;

	FinishedMessages(int max, long window, PeerShare share) {
		this.max = max;
		this.window = window;
		this.share = share;
	}

	/**
	 * Takes room for a message that begins, which {@link #add} or {@link #giveBack} ends.
	 * @return whether there is room
	 */
	boolean tryReserve() {
		while (!this.share.tryRemember()) {
			if (!removeOldest()) {
				return false;
			}
		}
		return true;
	}

	void giveBack() {
		this.share.forget();
	}

	/**
	 * Adds a message, for which there is room.
	 * @param message the message
	 */
	void add(FinishedMessage message) {
		remove(message.key.number());
		while (this.byNumber.size() >= Math.max(1, this.max)) {
			removeOldest();
		}
		this.byNumber.put(message.key.number(), message);
	}

	/**
	 * Finds a message.
	 * @param number its number
	 * @param begun how many messages have begun
	 * @return the message, or {@code null} if there is none
	 */
	@Nullable FinishedMessage find(long number, long begun) {
		if (this.byNumber.isEmpty()) {
			return null;
		}
		FinishedMessage message = this.byNumber.get(number);
		if (message != null && message.isOvertaken(begun)) {
			remove(number);
			return null;
		}
		return message;
	}

	void remove(long number) {
		if (this.byNumber.remove(number) != null) {
			this.share.forget();
		}
	}

	void expire(long now) {
		while (!this.byNumber.isEmpty() && now - oldest().finishedAt >= this.window) {
			removeOldest();
		}
	}

	/**
	 * Forgets all, where the share is closed anyway.
	 */
	void clear() {
		this.byNumber.clear();
	}

	boolean isEmpty() {
		return this.byNumber.isEmpty();
	}

	/**
	 * Returns when the oldest may be forgotten. There has to be one.
	 * @return the time
	 */
	long deadline() {
		return oldest().finishedAt + this.window;
	}

	private FinishedMessage oldest() {
		return this.byNumber.values().iterator().next();
	}

	private boolean removeOldest() {
		Iterator<FinishedMessage> iterator = this.byNumber.values().iterator();
		if (!iterator.hasNext()) {
			return false;
		}
		iterator.next();
		iterator.remove();
		this.share.forget();
		return true;
	}

}
