package io.vstp.spring.client;

import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;

import io.vstp.spring.convert.VstpMessageConverters;
import io.vstp.spring.session.VstpSessions;
import io.vstp.transport.VstpSession;
import org.jspecify.annotations.Nullable;

/**
 * Calls VSTP servers by the names that {@code vstp.client.destinations} gives them. Safe
 * for use by several threads.
 *
 * <pre class="code">
 * template.to("telemetry").header("sensor-id", "temp-001").payload(reading).send();
 * Reading latest = template.to("telemetry").header("op", "latest").exchange(Reading.class);
 * </pre>
 *
 * Pushes to the sessions of this application's own server by {@link #toSession},
 * {@link #toSessions} and {@link #broadcast}.
 * <p>
 * A connection is opened with the first call to its destination and used by all.
 */
public class VstpTemplate {

	private final VstpClients clients;

	private final VstpMessageConverters converters;

	private final Executor executor;

	private final @Nullable VstpSessions sessions;

	/**
	 * Creates a template.
	 * @param clients the destinations and their clients
	 * @param converters turn payloads into frames and replies into objects
	 * @param executor completes the futures of asynchronous calls, so that what hangs on
	 * them may block
	 */
	public VstpTemplate(VstpClients clients, VstpMessageConverters converters, Executor executor) {
		this(clients, converters, executor, null);
	}

	/**
	 * Creates a template.
	 * @param clients the destinations and their clients
	 * @param converters turn payloads into frames and replies into objects
	 * @param executor completes the futures of asynchronous calls, so that what hangs on
	 * them may block
	 * @param sessions those of this application's server, or {@code null} if it has none
	 */
	public VstpTemplate(VstpClients clients, VstpMessageConverters converters, Executor executor,
			@Nullable VstpSessions sessions) {
		this.sessions = sessions;
		this.clients = clients;
		this.converters = converters;
		this.executor = executor;
	}

	/**
	 * Begins a call.
	 * @param destination a name under {@code vstp.client.destinations}
	 * @return the call, which nothing has been sent of yet
	 * @throws IllegalArgumentException if there is no such destination; the message lists
	 * those that there are
	 */
	public VstpCall to(String destination) {
		return new DefaultVstpCall(this.clients.destination(destination), this.converters, this.executor);
	}

	/**
	 * Begins a push to one session of this application's server.
	 * @param id the {@link VstpSession#id() name} of the session
	 * @return the push, which nothing has been sent of yet. Where there is no such
	 * session when it is sent, its outcome is {@link VstpPushOutcome#CLOSED}
	 * @throws IllegalStateException if this application has no VSTP server
	 */
	public VstpPush toSession(String id) {
		return push((sessions) -> PushTargets.one(sessions, id));
	}

	/**
	 * Begins a push to some sessions of this application's server.
	 * @param filter says which; asked for each session when the push is sent
	 * @return the push, which nothing has been sent of yet
	 * @throws IllegalStateException if this application has no VSTP server
	 */
	public VstpPush toSessions(Predicate<? super VstpSession> filter) {
		return push((sessions) -> PushTargets.some(sessions, filter));
	}

	/**
	 * Begins a push to some sessions of this application's server, without looking at the
	 * others.
	 * @param some the sessions; read when the push is sent
	 * @return the push, which nothing has been sent of yet
	 * @throws IllegalStateException if this application has no VSTP server
	 */
	public VstpPush toSessions(Collection<? extends VstpSession> some) {
		return push((sessions) -> PushTargets.these(sessions, some));
	}

	/**
	 * Begins a push to all sessions of this application's server.
	 * @return the push, which nothing has been sent of yet
	 * @throws IllegalStateException if this application has no VSTP server
	 */
	public VstpPush broadcast() {
		return toSessions((session) -> true);
	}

	private VstpPush push(Function<VstpSessions, PushTargets> targets) {
		if (this.sessions == null) {
			throw new IllegalStateException(
					"There is no VSTP server to push from: vstp.server.enabled is false, or it listens to no transport");
		}
		return new DefaultVstpPush(targets.apply(this.sessions), this.converters, this.executor);
	}

}
