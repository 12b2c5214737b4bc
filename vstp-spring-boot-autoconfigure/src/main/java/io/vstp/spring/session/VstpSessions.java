package io.vstp.spring.session;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.vstp.server.VstpServer;
import io.vstp.transport.VstpSession;
import org.jspecify.annotations.Nullable;

/**
 * The open sessions of this application's VSTP server. Safe for use by several threads.
 */
public final class VstpSessions {

	private final Supplier<@Nullable VstpServer> server;

	/**
	 * Creates a view.
	 * @param server supplies the server, or {@code null} while it does not listen
	 */
	public VstpSessions(Supplier<@Nullable VstpServer> server) {
		this.server = server;
	}

	/**
	 * Finds a session, in the same time however many there are.
	 * @param id its {@link VstpSession#id() name}
	 * @return the session; empty if there is none, or none any more
	 */
	public Optional<VstpSession> find(String id) {
		VstpServer current = this.server.get();
		return Optional.ofNullable((current != null) ? current.session(id) : null);
	}

	/**
	 * Returns the sessions, also those whose peers are not greeted.
	 * @return an unmodifiable view that may be iterated while sessions come and go; empty
	 * where the server does not listen
	 */
	public Collection<VstpSession> all() {
		VstpServer current = this.server.get();
		return (current != null) ? current.sessions() : List.of();
	}

	/**
	 * Returns some of the sessions.
	 * @param filter says which
	 * @return a stream that looks at the sessions as they are when it gets to them
	 */
	public Stream<VstpSession> stream(Predicate<? super VstpSession> filter) {
		return all().stream().filter(filter);
	}

	/**
	 * Counts the sessions.
	 * @return how many are open
	 */
	public int count() {
		return all().size();
	}

	/**
	 * Says whether there is a server to have sessions.
	 * @return whether it listens, or drains
	 */
	public boolean isServerRunning() {
		return this.server.get() != null;
	}

	/**
	 * Says whether the current thread moves the bytes of sessions, and must not block.
	 * @return whether it does
	 */
	public boolean inEventLoop() {
		VstpServer current = this.server.get();
		return current != null && current.inEventLoop();
	}

}
