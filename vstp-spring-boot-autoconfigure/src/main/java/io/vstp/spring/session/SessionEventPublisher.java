package io.vstp.spring.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import io.vstp.engine.session.CloseReason;
import io.vstp.observe.Side;
import io.vstp.transport.VstpSession;
import io.vstp.transport.VstpSessionListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes an event when a session starts and one when it ends, on an executor. Where
 * nobody listens this costs the question alone. Where listeners fall behind, so that
 * {@value #MAX_WAITING} events wait, sessions that start then are not told of at all.
 */
public final class SessionEventPublisher implements VstpSessionListener {

	/** How many events may wait before sessions are passed over. */
	public static final int MAX_WAITING = 10_000;

	private static final int MAX_ATTEMPTS = 100;

	private static final long PAUSE_MILLIS = 100;

	private static final Log logger = LogFactory.getLog(SessionEventPublisher.class);

	/** Sessions whose start was told, with what the telling of their end waits for. */
	private final Map<VstpSession, CompletableFuture<Void>> told = new ConcurrentHashMap<>();

	/** Ends that listeners have not been told of yet. */
	private final Set<CompletableFuture<Void>> endings = ConcurrentHashMap.newKeySet();

	private final AtomicInteger waiting = new AtomicInteger();

	private final Side side;

	private final String name;

	private final BooleanSupplier listened;

	private final Executor executor;

	private final ApplicationEventPublisher publisher;

	private volatile boolean warned;

	/**
	 * Creates a publisher.
	 * @param side which end of the sessions this is
	 * @param name the name of the server or destination
	 * @param listened says whether there is anybody to publish to; must be quick
	 * @param executor runs the listeners
	 * @param publisher publishes the events
	 */
	public SessionEventPublisher(Side side, String name, BooleanSupplier listened, Executor executor,
			ApplicationEventPublisher publisher) {
		this.side = side;
		this.name = name;
		this.listened = listened;
		this.executor = executor;
		this.publisher = publisher;
	}

	@Override
	public void sessionStarted(VstpSession session) {
		if (!this.listened.getAsBoolean()) {
			return;
		}
		if (this.waiting.get() >= MAX_WAITING) {
			passOver(session);
			return;
		}
		CompletableFuture<Void> done = new CompletableFuture<>();
		this.told.put(session, done);
		if (!execute(() -> publish(new VstpSessionStartedEvent(session, this.side, this.name)), done)) {
			this.told.remove(session);
			passOver(session);
		}
	}

	@Override
	public void sessionEnded(VstpSession session, CloseReason reason) {
		CompletableFuture<Void> started = this.told.remove(session);
		if (started == null) {
			return;
		}
		Duration duration = Duration.between(session.openedAt(), Instant.now());
		VstpSessionEndedEvent event = new VstpSessionEndedEvent(session, this.side, this.name, reason,
				duration.isNegative() ? Duration.ZERO : duration);
		CompletableFuture<Void> ending = new CompletableFuture<>();
		this.endings.add(ending);
		ending.whenComplete((done, ex) -> this.endings.remove(ending));
		started.thenRun(() -> {
			if (!execute(() -> publish(event), ending)) {
				again(event, ending, MAX_ATTEMPTS);
			}
		});
	}

	// Who was told of the start waits for the end, so that one is not dropped while the
	// executor is busy.
	private void again(VstpSessionEndedEvent event, CompletableFuture<Void> ending, int attempts) {
		CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS).execute(() -> {
			if (execute(() -> publish(event), ending)) {
				return;
			}
			if (attempts > 1) {
				again(event, ending, attempts - 1);
				return;
			}
			ending.complete(null);
			logger.warn("There is no thread to tell the listeners of %s".formatted(event));
		});
	}

	private boolean execute(Runnable task, CompletableFuture<Void> done) {
		this.waiting.incrementAndGet();
		try {
			this.executor.execute(() -> {
				try {
					task.run();
				}
				finally {
					this.waiting.decrementAndGet();
					done.complete(null);
				}
			});
			return true;
		}
		catch (RejectedExecutionException ex) {
			this.waiting.decrementAndGet();
			return false;
		}
	}

	private void publish(VstpSessionEvent event) {
		try {
			this.publisher.publishEvent(event);
		}
		catch (RuntimeException ex) {
			logger.warn("A listener failed with %s".formatted(event), ex);
		}
	}

	private void passOver(VstpSession session) {
		if (!this.warned) {
			this.warned = true;
			logger.warn(("Listeners of session events fall behind, and are not told of sessions such as %s that start "
					+ "meanwhile; this is said once")
				.formatted(session));
		}
	}

	/**
	 * Waits for the listeners.
	 * @return completed when they have been told of all sessions that have ended by now
	 */
	public CompletableFuture<Void> settled() {
		return CompletableFuture.allOf(this.endings.toArray(CompletableFuture<?>[]::new));
	}

	/**
	 * Returns how many events wait for their listeners or are with them.
	 * @return the number
	 */
	public int waiting() {
		return this.waiting.get();
	}

}
