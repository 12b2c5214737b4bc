package io.vstp.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Takes what comes in at an address, and keeps the sessions of those who send it.
 */
public interface Listener {

	/**
	 * Returns where it listens.
	 * @return the address with the actual port
	 */
	InetSocketAddress address();

	/**
	 * Says whether new peers are accepted.
	 * @return whether they are
	 */
	boolean isListening();

	/**
	 * Returns the sessions that are open.
	 * @return a view
	 */
	Collection<? extends VstpSession> sessions();

	/**
	 * Returns the session with a name.
	 * @param id its name
	 * @return the session, or {@code null} if there is none
	 */
	@Nullable VstpSession session(String id);

	/**
	 * Returns what unfinished messages take.
	 * @return the numbers
	 */
	default Reassemblies reassemblies() {
		return Reassemblies.NONE;
	}

	/**
	 * Stops gracefully: accepts no new peers and closes the sessions.
	 * @param timeout after which what is left is cut off
	 * @return completed when all sessions have ended
	 */
	CompletableFuture<Void> stop(Duration timeout);

	/**
	 * Stops at once; what is in flight is cut off. Blocks until the port is free, unless
	 * called on an event loop.
	 */
	void close();

}
