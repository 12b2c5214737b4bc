package io.vstp.spring.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import io.vstp.frame.HeadersBuilder;
import io.vstp.spring.convert.VstpMessageConverters;
import io.vstp.spring.session.VstpSessions;
import io.vstp.transport.Checks;
import io.vstp.transport.VstpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;

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

	private final Parts parts;

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
		this(new Parts(clients, converters, executor, sessions, CallSettings.NONE, CallObservations.NONE));
	}

	private VstpTemplate(Parts parts) {
		this.parts = parts;
	}

	/**
	 * Returns a builder that starts with what this template has, and whose templates
	 * share its connections.
	 * @return a new builder
	 */
	public Builder mutate() {
		return new Builder(this.parts);
	}

	/**
	 * Begins a call.
	 * @param destination a name under {@code vstp.client.destinations}
	 * @return the call, which nothing has been sent of yet
	 * @throws IllegalArgumentException if there is no such destination; the message lists
	 * those that there are
	 */
	public VstpCall to(String destination) {
		return new DefaultVstpCall(this.parts, this.parts.clients().destination(destination));
	}

	/**
	 * Returns the names of the destinations.
	 * @return the names in the order of the configuration, unmodifiable
	 */
	public Set<String> destinations() {
		return this.parts.clients().names();
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
		VstpSessions sessions = this.parts.sessions();
		if (sessions == null) {
			throw new IllegalStateException(
					"There is no VSTP server to push from: vstp.server.enabled is false, or it listens to no transport");
		}
		return new DefaultVstpPush(targets.apply(sessions), this.parts.converters(), this.parts.executor(),
				this.parts.observations());
	}

	/**
	 * What a call needs of its template.
	 */
	static final class Parts {

		private final VstpClients clients;

		private final VstpMessageConverters converters;

		private final Executor executor;

		private final @Nullable VstpSessions sessions;

		private final CallSettings settings;

		private final CallObservations observations;

		private final CallExecutor calls;

		private final ReplyReader replies;

		Parts(VstpClients clients, VstpMessageConverters converters, Executor executor, @Nullable VstpSessions sessions,
				CallSettings settings, CallObservations observations) {
			this.clients = clients;
			this.converters = converters;
			this.executor = executor;
			this.sessions = sessions;
			this.settings = settings;
			this.observations = observations;
			this.calls = new CallExecutor(clients, settings);
			this.replies = new ReplyReader(converters);
		}

		VstpClients clients() {
			return this.clients;
		}

		VstpMessageConverters converters() {
			return this.converters;
		}

		Executor executor() {
			return this.executor;
		}

		@Nullable VstpSessions sessions() {
			return this.sessions;
		}

		CallSettings settings() {
			return this.settings;
		}

		CallObservations observations() {
			return this.observations;
		}

		CallExecutor calls() {
			return this.calls;
		}

		ReplyReader replies() {
			return this.replies;
		}

	}

	/**
	 * Puts a {@link VstpTemplate} together.
	 */
	public static final class Builder {

		private final Parts parts;

		private final HeadersBuilder headers;

		private final Map<String, RetryPolicy> destinationRetry;

		private final List<VstpClientInterceptor> interceptors;

		private @Nullable Duration timeout;

		private @Nullable RetryPolicy retry;

		private CallObservations observations;

		private Builder(Parts parts) {
			CallSettings settings = parts.settings();
			this.parts = parts;
			this.headers = settings.headers().toBuilder();
			this.destinationRetry = new LinkedHashMap<>(settings.destinationRetry());
			this.interceptors = new ArrayList<>(settings.interceptors());
			this.timeout = settings.timeout();
			this.retry = settings.retry();
			this.observations = parts.observations();
		}

		/**
		 * Sets a header of all calls that do not give one of its name.
		 * @param name its name, at most 255 bytes in UTF-8
		 * @param value its value, at most 255 bytes in UTF-8
		 * @return this builder
		 * @throws IllegalArgumentException if name or value is too long
		 */
		public Builder defaultHeader(String name, String value) {
			this.headers.set(name, value);
			return this;
		}

		/**
		 * Sets how long calls may take that do not say it; by default the destination's
		 * {@code call-timeout}.
		 * @param timeout above 0
		 * @return this builder
		 */
		public Builder timeout(Duration timeout) {
			this.timeout = Checks.positive("timeout", timeout);
			return this;
		}

		/**
		 * Sets when calls are tried again; by default never. See {@link VstpCall#retry}.
		 * @param policy for calls and destinations that have none of their own
		 * @return this builder
		 */
		public Builder retry(RetryPolicy policy) {
			this.retry = policy;
			return this;
		}

		/**
		 * Sets when calls of a destination are tried again.
		 * @param destination the name of the destination
		 * @param policy for its calls that have none of their own
		 * @return this builder
		 */
		public Builder retry(String destination, RetryPolicy policy) {
			this.destinationRetry.put(destination, policy);
			return this;
		}

		/**
		 * Adds an interceptor inside of those that are there.
		 * @param interceptor the interceptor
		 * @return this builder
		 */
		public Builder interceptor(VstpClientInterceptor interceptor) {
			this.interceptors.add(interceptor);
			return this;
		}

		/**
		 * Changes the interceptors.
		 * @param interceptors adds, moves or removes, in a list with the outermost first
		 * @return this builder
		 */
		public Builder interceptors(Consumer<List<VstpClientInterceptor>> interceptors) {
			interceptors.accept(this.interceptors);
			return this;
		}

		/**
		 * Sets what watches calls and pushes; by default nothing does.
		 * @param observations is told of each
		 * @return this builder
		 */
		public Builder observations(CallObservations observations) {
			this.observations = observations;
			return this;
		}

		/**
		 * Returns the template.
		 * @return a template; the builder may be used further
		 */
		public VstpTemplate build() {
			CallSettings settings = new CallSettings(this.headers.build(), this.timeout, this.retry,
					this.destinationRetry, this.interceptors);
			return new VstpTemplate(new Parts(this.parts.clients(), this.parts.converters(), this.parts.executor(),
					this.parts.sessions(), settings, this.observations));
		}

	}

}
