package io.vstp.engine.once;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;

/**
 * Knows messages again by an id that no other message has, over all transports and
 * sessions of a server (docs/protocol.md, "Once by either transport"), so that each is
 * handled once. Bounded in number, bytes and time. Safe for use by several threads, and
 * without a clock: {@code now} is in nanoseconds.
 *
 * @param <W> who waits for what comes of a message
 */
public final class OnceMemory<W> {

	/**
	 * So many of those that brought one message wait for its outcome: as often as clients
	 * send it.
	 */
	private static final int MAX_WAITING = 16;

	private static final OnceOutcome FORGOTTEN = OnceOutcome.error(ErrorCode.OUTCOME_UNKNOWN,
			"It was sent before, and may have been forgotten here");

	private final OnceSettings settings;

	/** Bounded by what may be in flight. */
	private final Map<String, OnceEntry<W>> underWay = new HashMap<>();

	/** The oldest first. */
	private final Map<String, OnceEntry<W>> done = new LinkedHashMap<>();

	/** Those of the latter whose reply is kept, the oldest first. */
	private final Deque<OnceEntry<W>> replies = new ArrayDeque<>();

	private long replyBytes;

	/** Whether something had to be forgotten before its time, and when. */
	private boolean overflowed;

	private long overflowedAt;

	public OnceMemory(OnceSettings settings) {
		this.settings = settings;
	}

	/**
	 * A message has come.
	 * @param id its id
	 * @param again whether its sender has sent it before
	 * @param bringer who waits for what comes of it
	 * @param now the time
	 * @return what is to be done
	 */
	public synchronized Arrival<W> arrived(String id, boolean again, W bringer, long now) {
		expire(now);
		OnceEntry<W> finished = this.done.get(id);
		if (finished != null) {
			return new Arrival<>(Arrival.Step.ANSWER, null, finished.outcome, null);
		}
		OnceEntry<W> known = this.underWay.get(id);
		if (known != null) {
			W displaced = (known.waiting.size() == MAX_WAITING) ? known.waiting.poll() : null;
			known.waiting.add(bringer);
			return new Arrival<>(known.acknowledged ? Arrival.Step.ACKNOWLEDGE_AND_WAIT : Arrival.Step.WAIT, null, null,
					displaced);
		}
		if (again && this.overflowed && now - this.overflowedAt < this.settings.window()) {
			// Rather not at all than twice.
			return new Arrival<>(Arrival.Step.ANSWER, null, FORGOTTEN, null);
		}
		OnceEntry<W> entry = new OnceEntry<>(id);
		this.underWay.put(id, entry);
		return new Arrival<>(Arrival.Step.HANDLE, entry, null, null);
	}

	/**
	 * Says whether a message is known.
	 * @param id its id
	 * @return whether it has come before
	 */
	public synchronized boolean isKnown(String id) {
		return this.underWay.containsKey(id) || this.done.containsKey(id);
	}

	/**
	 * A message is acknowledged.
	 * @param entry the message
	 * @return who is to be acknowledged, too
	 */
	public synchronized List<W> acknowledged(OnceEntry<W> entry) {
		if (entry.acknowledged) {
			return List.of();
		}
		entry.acknowledged = true;
		return List.copyOf(entry.waiting);
	}

	/**
	 * A message was replied to.
	 * @param entry the message
	 * @param reply the reply, not taken over
	 * @param now the time
	 * @return who is to get the reply, too
	 */
	public List<W> replied(OnceEntry<W> entry, Frame reply, long now) {
		int length = OnceOutcome.length(reply.headers(), reply.payload().readableBytes());
		boolean kept = length <= Math.min(this.settings.maxReply(), this.settings.maxReplies());
		return completed(entry, kept ? OnceOutcome.reply(reply) : OnceOutcome.DROPPED, now);
	}

	/**
	 * A message was handled.
	 * @param entry the message
	 * @param outcome what came of it
	 * @param now the time
	 * @return who is to get the outcome, too
	 */
	public synchronized List<W> completed(OnceEntry<W> entry, OnceOutcome outcome, long now) {
		if (entry.outcome != null || !this.underWay.remove(entry.id, entry)) {
			return List.of();
		}
		entry.outcome = outcome;
		entry.doneAt = now;
		while (this.done.size() >= this.settings.maxRemembered()) {
			removeOldest();
			this.overflowed = true;
			this.overflowedAt = now;
		}
		this.done.put(entry.id, entry);
		if (outcome.length() > 0) {
			keepReply(entry, outcome.length());
		}
		return takeWaiting(entry);
	}

	private void keepReply(OnceEntry<W> entry, int length) {
		while (this.replyBytes + length > this.settings.maxReplies()) {
			dropReply(this.replies.remove());
		}
		this.replies.add(entry);
		this.replyBytes += length;
	}

	private void dropReply(OnceEntry<W> entry) {
		this.replyBytes -= (entry.outcome != null) ? entry.outcome.length() : 0;
		entry.outcome = OnceOutcome.DROPPED;
	}

	/**
	 * A message was refused and not handled: it is new if it comes again.
	 * @param entry the message
	 * @return who is to be refused, too
	 */
	public synchronized List<W> forgotten(OnceEntry<W> entry) {
		return this.underWay.remove(entry.id, entry) ? takeWaiting(entry) : List.of();
	}

	private static <W> List<W> takeWaiting(OnceEntry<W> entry) {
		List<W> waiting = List.copyOf(entry.waiting);
		entry.waiting.clear();
		return waiting;
	}

	private void expire(long now) {
		Iterator<OnceEntry<W>> oldest = this.done.values().iterator();
		while (oldest.hasNext()) {
			OnceEntry<W> entry = oldest.next();
			if (now - entry.doneAt < this.settings.window()) {
				return;
			}
			oldest.remove();
			removed(entry);
		}
	}

	private void removeOldest() {
		Iterator<OnceEntry<W>> oldest = this.done.values().iterator();
		OnceEntry<W> entry = oldest.next();
		oldest.remove();
		removed(entry);
	}

	// Replies are in the same order.
	private void removed(OnceEntry<W> entry) {
		if (this.replies.peek() == entry) {
			dropReply(this.replies.remove());
		}
	}

	/**
	 * Returns how many messages are remembered.
	 * @return those under way and those that are done
	 */
	public synchronized int size() {
		return this.underWay.size() + this.done.size();
	}

	/**
	 * Returns how much the replies take that are kept.
	 * @return bytes
	 */
	public synchronized long replyBytes() {
		return this.replyBytes;
	}

}
