package io.vstp.client;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.netty.util.concurrent.ScheduledFuture;
import io.vstp.engine.session.CloseReason;
import io.vstp.engine.session.OpenCalls;
import io.vstp.frame.Transport;
import io.vstp.transport.EventLoops;
import io.vstp.transport.LogText;
import io.vstp.transport.ManagedSession;
import io.vstp.transport.SessionListener;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpUnreachableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection: opens it when it is first wanted, and again when it breaks, with
 * growing pauses between attempts that fail.
 */
final class ConnectionKeeper {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionKeeper.class);

	private final VstpClientOptions options;

	private final EventLoops eventLoops;

	private final ClientConnector connector;

	private final LaneListener listener;

	private final Set<Waiter> waiting = new LinkedHashSet<>();

	private final Set<Waiter> watching = new LinkedHashSet<>();

	private volatile @Nullable Connection current;

	// Those who were waiting for it are told one by one, and may close at once.
	private @Nullable Connection serving;

	private @Nullable ScheduledFuture<?> scheduled;

	private boolean attempting;

	private int failures;

	private boolean onDemand;

	private boolean closed;

	ConnectionKeeper(VstpClientOptions options, Transport transport, EventLoops eventLoops, LaneListener listener) {
		this.options = options;
		this.eventLoops = eventLoops;
		this.listener = listener;
		this.connector = new ClientConnector(options, transport, eventLoops);
	}

	/**
	 * Returns the connection that is there.
	 * @return the connection, or {@code null} if there is none that can be used
	 */
	@Nullable Connection open() {
		Connection connection = this.current;
		return (connection != null && connection.session().isOpen()) ? connection : null;
	}

	/**
	 * Waits for the connection that is there, or the one that the attempt under way, or
	 * the next one, brings. Those who wait are served in the order in which they came,
	 * and before {@link #open()} gives the connection to those who come later.
	 * @param waiter gets the connection, or a {@link VstpConnectionException}
	 */
	void await(Waiter waiter) {
		enlist(waiter, this.waiting);
	}

	/**
	 * Waits like {@link #await}, but until {@link #open()} gives the connection.
	 * @param watcher gets the connection, or a {@link VstpConnectionException}
	 */
	void watch(Waiter watcher) {
		enlist(watcher, this.watching);
	}

	private void enlist(Waiter waiter, Set<Waiter> line) {
		Connection connection = null;
		synchronized (this) {
			if (!this.closed) {
				connection = open();
				if (connection == null) {
					line.add(waiter);
					// A connection that is closing brings the next one when it has ended.
					if (!this.attempting && this.current == null) {
						attempt();
					}
					return;
				}
			}
		}
		waiter.served(connection, (connection != null) ? null : closedException());
	}

	/**
	 * Begins to connect, where there is neither a connection nor an attempt.
	 */
	synchronized void prepare() {
		if (!this.closed && !this.attempting && this.current == null) {
			attempt();
		}
	}

	/**
	 * Takes somebody out of the line.
	 * @param waiter who does not want the connection any more
	 * @return whether it was waiting
	 */
	synchronized boolean cancel(Waiter waiter) {
		return this.waiting.remove(waiter);
	}

	private void attempt() {
		this.attempting = true;
		OpenCalls calls = new OpenCalls();
		this.connector.connect(calls, new Listener(calls)).whenComplete((session, failure) -> {
			if (failure != null) {
				failed(unwrap(failure));
			}
			else {
				serve(new Connection(session, calls));
			}
		});
	}

	private void serve(Connection connection) {
		ManagedSession session = connection.session();
		logConnected(session);
		while (true) {
			Waiter next;
			List<Waiter> watchers = List.of();
			synchronized (this) {
				if (this.closed) {
					session.close();
					return;
				}
				this.serving = connection;
				if (session.ended().isDone()) {
					this.serving = null;
					break;
				}
				// From here on callers find the connection themselves.
				next = session.isOpen() ? nextWaiting() : null;
				if (next == null) {
					this.attempting = false;
					this.failures = 0;
					this.current = connection;
					this.serving = null;
					watchers = session.isOpen() ? takeAll(this.watching) : watchers;
				}
			}
			if (next == null) {
				watchers.forEach((watcher) -> watcher.served(connection, null));
				this.listener.connected(connection);
				return;
			}
			next.served(connection, null);
		}
		failed(new VstpConnectionException("The connection to %s ended at once".formatted(session.remoteAddress())));
	}

	private @Nullable Waiter nextWaiting() {
		Iterator<Waiter> first = this.waiting.iterator();
		if (!first.hasNext()) {
			return null;
		}
		Waiter next = first.next();
		first.remove();
		return next;
	}

	private static List<Waiter> takeAll(Set<Waiter> line) {
		List<Waiter> all = List.copyOf(line);
		line.clear();
		return all;
	}

	private List<Waiter> takeAll() {
		List<Waiter> all = new ArrayList<>(takeAll(this.waiting));
		all.addAll(takeAll(this.watching));
		return all;
	}

	private void logConnected(ManagedSession session) {
		if (session.transport() == Transport.UDP) {
			// Whether anybody is there shows only when it answers.
			logger.info("Sending to {} at {} by UDP", this.options.name(), session.remoteAddress());
		}
		else {
			logger.info("Connected to {} at {}{}", this.options.name(), session.remoteAddress(),
					session.isGreeted() ? "" : ", which knows part 1 of the protocol only");
		}
	}

	private void failed(Throwable failure) {
		List<Waiter> told;
		synchronized (this) {
			if (this.closed) {
				return;
			}
			this.failures++;
			if (this.failures == 1 && !this.onDemand) {
				logger.warn("{} cannot be reached, trying again: {}", this.options.name(),
						LogText.of(failure.getMessage()));
			}
			told = takeAll();
			scheduleAttempt();
		}
		String message = "%s cannot be reached: %s".formatted(this.options.name(), failure.getMessage());
		told.forEach((waiter) -> waiter.served(null, new VstpUnreachableException(message, failure)));
		this.listener.failed(failure);
	}

	private void scheduleAttempt() {
		this.attempting = isWanted();
		if (!this.attempting) {
			return;
		}
		long delay = this.options.backoff()
			.delay(Math.max(1, this.failures), ThreadLocalRandom.current().nextDouble())
			.toNanos();
		logger.debug("Next attempt to connect to {} in {} ms", this.options.name(), delay / 1_000_000);
		this.scheduled = this.eventLoops.group().schedule(this::attemptUnlessClosed, delay, TimeUnit.NANOSECONDS);
	}

	private synchronized void attemptUnlessClosed() {
		this.attempting = !this.closed && isWanted();
		if (this.attempting) {
			attempt();
		}
	}

	private boolean isWanted() {
		return !this.onDemand || !this.waiting.isEmpty() || !this.watching.isEmpty();
	}

	/**
	 * Connects from now on when somebody waits for it only.
	 */
	synchronized void onDemand() {
		this.onDemand = true;
	}

	private void ended(ManagedSession session, CloseReason reason) {
		Connection connection = this.current;
		if (connection == null || connection.session() != session) {
			return;
		}
		synchronized (this) {
			this.current = null;
			if (!this.closed) {
				logger.info("The connection to {} has ended ({}){}", this.options.name(), reason,
						isWanted() ? ", connecting again" : "");
				scheduleAttempt();
			}
		}
		this.listener.ended(connection);
	}

	/**
	 * Makes no further attempts. Those who wait for a connection are told.
	 * @return the connection that is there, or {@code null} if there is none
	 */
	@Nullable Connection close() {
		List<Waiter> told;
		Connection open;
		synchronized (this) {
			this.closed = true;
			open = (this.current != null) ? this.current : this.serving;
			if (this.scheduled != null) {
				this.scheduled.cancel(false);
			}
			told = takeAll();
		}
		told.forEach((waiter) -> waiter.served(null, closedException()));
		return open;
	}

	private VstpConnectionException closedException() {
		return new VstpUnreachableException("The client of %s is closed".formatted(this.options.name()));
	}

	static Throwable unwrap(Throwable failure) {
		Throwable cause = failure;
		while (cause instanceof CompletionException && cause.getCause() != null) {
			cause = cause.getCause();
		}
		return cause;
	}

	/**
	 * Somebody who wants a connection.
	 */
	@FunctionalInterface
	interface Waiter {

		/**
		 * The wait is over. Called once, unless it was cancelled.
		 * @param connection the connection, or {@code null} if there is none
		 * @param failure why there is none, or {@code null}
		 */
		void served(@Nullable Connection connection, @Nullable Throwable failure);

	}

	private final class Listener implements SessionListener {

		private final OpenCalls calls;

		private Listener(OpenCalls calls) {
			this.calls = calls;
		}

		@Override
		public void opened(ManagedSession session) {
		}

		@Override
		public void ended(ManagedSession session, CloseReason reason) {
			String why = "The connection to %s ended (%s) before the answer came"
				.formatted(ConnectionKeeper.this.options.name(), reason);
			ConnectionKeeper.this.ended(session, reason);
			this.calls.takeAll().forEach((call) -> call.lost(why));
		}

	}

}
