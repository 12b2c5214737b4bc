package io.vstp.server;

import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.stream.Stream;

import io.vstp.transport.Listener;
import io.vstp.transport.VstpSession;

/**
 * The sessions of several listeners as one view, which may be iterated while sessions
 * come and go.
 */
final class OpenSessions extends AbstractCollection<VstpSession> {

	private final Collection<Listener> listeners;

	OpenSessions(Collection<Listener> listeners) {
		this.listeners = listeners;
	}

	@Override
	public Iterator<VstpSession> iterator() {
		return stream().iterator();
	}

	@Override
	public Stream<VstpSession> stream() {
		return this.listeners.stream().flatMap((listener) -> listener.sessions().stream());
	}

	@Override
	public int size() {
		return this.listeners.stream().mapToInt((listener) -> listener.sessions().size()).sum();
	}

}
