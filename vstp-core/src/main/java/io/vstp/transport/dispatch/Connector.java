package io.vstp.transport.dispatch;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.vstp.transport.ManagedSession;
import io.vstp.transport.SessionListener;

/**
 * Opens sessions with a server.
 */
@FunctionalInterface
public interface Connector {

	/**
	 * Opens a session and waits for its greeting.
	 * @param addresses where to, in this order; unresolved ones are resolved, which may
	 * give several
	 * @param config how the session works
	 * @param onEnded is told when the session that was returned has ended
	 * @return completed with the session, or failed with a
	 * {@link io.vstp.transport.VstpConnectionException} that says why the last address
	 * did not do, or what the peer answered
	 */
	CompletableFuture<ManagedSession> connect(List<InetSocketAddress> addresses, SessionConfig config,
			SessionListener onEnded);

}
