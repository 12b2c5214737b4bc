package io.vstp.spring.server;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.vstp.server.VstpServer;
import io.vstp.server.VstpServerOptions;
import io.vstp.spring.handler.VstpHandlerMapping;
import io.vstp.spring.handler.VstpHandlerRegistry;
import io.vstp.spring.session.SessionEventPublisher;
import io.vstp.transport.FrameHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the VSTP server with the application context, where there are handlers, and
 * stops it gracefully: no new peers, what was read is handled and answered.
 * <p>
 * On the way down Spring stops higher phases first. The server comes right after the
 * graceful stop of the web server, whose last requests may still lead to VSTP calls to
 * this application, and before the web server goes away for good, so that its health
 * endpoint tells that the server drains. VSTP clients come after all of them
 * ({@link io.vstp.spring.client.VstpClients#PHASE}): handlers may use the template to the
 * end. On the way up it is the other way round: the server listens once all else is
 * ready.
 */
public final class VstpServerLifecycle implements SmartLifecycle {

	/**
	 * Between the graceful stop of the web server ({@code DEFAULT_PHASE - 1024}) and its
	 * end ({@code DEFAULT_PHASE - 2048}).
	 */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 1124;

	private static final Log logger = LogFactory.getLog(VstpServerLifecycle.class);

	private final Supplier<VstpServerOptions> options;

	private final VstpHandlerRegistry registry;

	private final FrameHandler handler;

	private final Duration drainTimeout;

	private final ApplicationEventPublisher publisher;

	private final SessionEventPublisher sessionEvents;

	private volatile VstpServerState state = VstpServerState.NEW;

	private volatile @Nullable RunningServer running;

	/**
	 * Creates a lifecycle.
	 * @param options how the server works; asked at each start, and only where there are
	 * handlers
	 * @param registry the handlers
	 * @param handler passes frames to the handlers
	 * @param drainTimeout how long a graceful stop may take before what is left is cut
	 * off; less than the time the context gives to a phase
	 * @param publisher is told when the server listens
	 * @param sessionEvents told of the sessions; a stop waits a second for its listeners
	 */
	public VstpServerLifecycle(Supplier<VstpServerOptions> options, VstpHandlerRegistry registry, FrameHandler handler,
			Duration drainTimeout, ApplicationEventPublisher publisher, SessionEventPublisher sessionEvents) {
		this.options = options;
		this.registry = registry;
		this.handler = handler;
		this.drainTimeout = drainTimeout;
		this.publisher = publisher;
		this.sessionEvents = sessionEvents;
	}

	@Override
	public synchronized void start() {
		if (isRunning()) {
			return;
		}
		if (!this.registry.hasServerHandlers()) {
			this.state = VstpServerState.UNUSED;
			logger.debug("VSTP listens nowhere, for there are no handlers");
			return;
		}
		VstpServerOptions options = this.options.get();
		RunningServer started = RunningServer.start(options, this.handler);
		this.running = started;
		this.state = VstpServerState.LISTENING;
		logListening(started, options);
		this.publisher.publishEvent(new VstpServerListeningEvent(started.server(), started.endpoints()));
	}

	private void logListening(RunningServer started, VstpServerOptions options) {
		List<VstpHandlerMapping> mappings = serverMappings();
		long classes = mappings.stream().map(VstpHandlerMapping::beanName).distinct().count();
		logger.info("VSTP listening on %s with %s in %s, handshake %s".formatted(describe(started),
				count(mappings.size(), "handler", "handlers"), count(classes, "class", "classes"),
				options.handshake().name().toLowerCase(Locale.ROOT)));
	}

	private List<VstpHandlerMapping> serverMappings() {
		return this.registry.mappings().stream().filter(VstpHandlerMapping::isForServer).toList();
	}

	private static String count(long count, String one, String many) {
		return count + " " + ((count == 1) ? one : many);
	}

	private static String describe(RunningServer server) {
		return server.endpoints().stream().map(VstpServerEndpoint::toString).collect(Collectors.joining(", "));
	}

	@Override
	public void stop() {
		drain().join();
	}

	@Override
	public void stop(Runnable callback) {
		drain().whenComplete((result, ex) -> callback.run());
	}

	private synchronized CompletableFuture<Void> drain() {
		RunningServer stopping = this.running;
		if (this.state != VstpServerState.LISTENING || stopping == null) {
			this.state = VstpServerState.STOPPED;
			return CompletableFuture.completedFuture(null);
		}
		this.state = VstpServerState.DRAINING;
		logger.info("VSTP stops listening on %s and finishes what is in flight on %s, for %d ms at the most".formatted(
				describe(stopping), count(stopping.server().sessions().size(), "session", "sessions"),
				this.drainTimeout.toMillis()));
		return stopping.stop(this.drainTimeout)
			.whenComplete((result, ex) -> stopped(ex))
			.thenCompose((result) -> this.sessionEvents.settled()
				.orTimeout(1, TimeUnit.SECONDS)
				.handle((told, late) -> null));
	}

	private void stopped(@Nullable Throwable failure) {
		this.running = null;
		this.state = VstpServerState.STOPPED;
		if (failure != null) {
			logger.warn("VSTP did not stop as it should", failure);
		}
		else {
			logger.info("VSTP stopped");
		}
	}

	@Override
	public boolean isRunning() {
		return this.state == VstpServerState.LISTENING;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/**
	 * Returns what the server is doing.
	 * @return the state
	 */
	public VstpServerState state() {
		return this.state;
	}

	/**
	 * Returns the server.
	 * @return the server while it listens or drains, else {@code null}
	 */
	public @Nullable VstpServer server() {
		RunningServer current = this.running;
		return (current != null) ? current.server() : null;
	}

	/**
	 * Returns where the server listens.
	 * @return one for each transport while it listens or drains, else none
	 */
	public List<VstpServerEndpoint> endpoints() {
		RunningServer current = this.running;
		return (current != null) ? current.endpoints() : List.of();
	}

	/**
	 * Returns how many handlers there are of frames that come to this server.
	 * @return the number
	 */
	public int handlers() {
		return serverMappings().size();
	}

}
