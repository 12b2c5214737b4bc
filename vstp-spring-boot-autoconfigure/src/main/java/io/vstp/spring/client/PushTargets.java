package io.vstp.spring.client;

import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.vstp.spring.session.VstpSessions;
import io.vstp.transport.VstpSession;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that a push is for, looked up when it is sent.
 *
 * @param sessions those of the server
 * @param id the name of the only one, or {@code null} for several
 * @param several those that come into question, where it is for several
 * @param filter says which of them
 */
record PushTargets(VstpSessions sessions, @Nullable String id,
		Supplier<? extends Collection<? extends VstpSession>> several, Predicate<? super VstpSession> filter) {

	static PushTargets one(VstpSessions sessions, String id) {
		return new PushTargets(sessions, id, sessions::all, (session) -> true);
	}

	static PushTargets some(VstpSessions sessions, Predicate<? super VstpSession> filter) {
		return new PushTargets(sessions, null, sessions::all, filter);
	}

	static PushTargets these(VstpSessions sessions, Collection<? extends VstpSession> some) {
		return new PushTargets(sessions, null, () -> some, (session) -> true);
	}

	/**
	 * Throws where nothing can be pushed at all.
	 */
	void check() {
		if (!this.sessions.isServerRunning()) {
			throw new IllegalStateException(
					"There is no VSTP server to push from: it is off, not started yet, stopped, or has no handlers");
		}
	}

	void forEach(Consumer<VstpSession> session, Consumer<String> missing) {
		if (this.id != null) {
			this.sessions.find(this.id).ifPresentOrElse(session, () -> missing.accept(this.id));
			return;
		}
		for (VstpSession each : this.several.get()) {
			if (this.filter.test(each)) {
				session.accept(each);
			}
		}
	}

	boolean inEventLoop() {
		return this.sessions.inEventLoop();
	}

}
