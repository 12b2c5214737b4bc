package io.vstp.transport.udp;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The sessions of a port by address. Those whose address has not been validated have few
 * places of their own, so that forged addresses push nobody else out. Changed on the
 * event loop alone, read on any thread.
 */
final class PeerTable {

	private static final int MAX_LOOKS = 16;

	/** How many sessions are replaced within a period. */
	private static final int MAX_EVICTIONS = 1_000;

	private static final long PERIOD = 1_000_000_000L;

	private final int maxPeers;

	private final int maxUnvalidated;

	private final Map<InetSocketAddress, UdpSession> all = new ConcurrentHashMap<>();

	private final Map<String, UdpSession> byId = new ConcurrentHashMap<>();

	/** By the time of the last datagram, the oldest first. */
	private final Map<InetSocketAddress, UdpSession> unvalidated = new LinkedHashMap<>(16, 0.75f, true);

	private long periodStart;

	private int evicted;

	PeerTable(int maxPeers, int maxUnvalidated) {
		this.maxPeers = maxPeers;
		this.maxUnvalidated = Math.min(maxUnvalidated, maxPeers);
	}

	/**
	 * Returns the session with an address.
	 * @param address the address
	 * @return the session, or {@code null} if there is none
	 */
	@Nullable UdpSession find(InetSocketAddress address) {
		UdpSession session = this.all.get(address);
		if (session != null && !session.isValidated()) {
			this.unvalidated.get(address);
		}
		return session;
	}

	/**
	 * Returns the session with a name; on any thread.
	 * @param id the name
	 * @return the session, or {@code null} if there is none
	 */
	@Nullable UdpSession find(String id) {
		return this.byId.get(id);
	}

	/**
	 * Makes room for one more, at the cost of one that is not validated.
	 * @param validated whether the newcomer is
	 * @return whether there is room
	 */
	boolean makeRoom(boolean validated) {
		if (this.all.size() >= this.maxPeers) {
			return validated && evictQuiet();
		}
		return validated || this.unvalidated.size() < this.maxUnvalidated || evictQuiet();
	}

	// Looks at a few only, and replaces so many at the most: a flood must not have the
	// table searched, and a session made, for each datagram.
	private boolean evictQuiet() {
		int looks = MAX_LOOKS;
		long now = System.nanoTime();
		if (now - this.periodStart >= PERIOD) {
			this.periodStart = now;
			this.evicted = 0;
		}
		if (this.evicted >= MAX_EVICTIONS) {
			return false;
		}
		for (UdpSession session : this.unvalidated.values()) {
			if (session.isQuiet(now)) {
				this.evicted++;
				session.evict();
				return true;
			}
			if (--looks == 0) {
				break;
			}
		}
		return false;
	}

	void add(UdpSession session) {
		this.all.put(session.remoteAddress(), session);
		this.byId.put(session.id(), session);
		if (!session.isValidated()) {
			this.unvalidated.put(session.remoteAddress(), session);
		}
	}

	void validated(UdpSession session) {
		this.unvalidated.remove(session.remoteAddress());
	}

	void remove(UdpSession session) {
		this.all.remove(session.remoteAddress(), session);
		this.byId.remove(session.id(), session);
		this.unvalidated.remove(session.remoteAddress(), session);
	}

	/**
	 * Returns the sessions.
	 * @return an unmodifiable view
	 */
	Collection<UdpSession> sessions() {
		return Collections.unmodifiableCollection(this.all.values());
	}

}
