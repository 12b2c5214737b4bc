package io.vstp.spring.client;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import io.vstp.client.VstpClient;
import io.vstp.client.VstpClientOptions;
import io.vstp.transport.EventLoops;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * The clients behind {@link VstpTemplate}, one for each destination. They can be used
 * from the time this is created, connect with their first call, and are closed gracefully
 * with the application context. Safe for use by several threads.
 * <p>
 * The phase is below the VSTP server's, so that clients start before it and close after
 * it: handlers may use the template while the server drains. Once the application context
 * begins to close, connections that end are opened again for calls only: among the
 * servers may be that of this application.
 */
public final class VstpClients
		implements SmartLifecycle, ApplicationListener<ContextClosedEvent>, ApplicationContextAware, AutoCloseable {

	/** Below the phases of the web server and of the VSTP server. */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

	private final Map<String, Destination> destinations;

	private final Supplier<EventLoops> eventLoops;

	private final Duration closeTimeout;

	private final BiFunction<String, VstpClientOptions, VstpClientOptions> completion;

	private volatile boolean running = true;

	private volatile boolean ending;

	private @Nullable ApplicationContext context;

	/**
	 * Creates clients that are not connected yet.
	 * @param options how each client works, by the name of the destination
	 * @param eventLoops supplies what moves the bytes of clients whose options do not say
	 * it; asked when the first client is used
	 * @param closeTimeout how long open calls may go on once closing began
	 */
	public VstpClients(Map<String, VstpClientOptions> options, Supplier<EventLoops> eventLoops, Duration closeTimeout) {
		this(options, eventLoops, closeTimeout, (destination, complete) -> complete);
	}

	/**
	 * Creates clients that are not connected yet.
	 * @param options how each client works, by the name of the destination
	 * @param eventLoops supplies what moves the bytes of clients whose options do not say
	 * it; asked when the first client is used
	 * @param closeTimeout how long open calls may go on once closing began
	 * @param completion adds to the options of a destination, by its name, what is known
	 * only when its client is first used
	 */
	public VstpClients(Map<String, VstpClientOptions> options, Supplier<EventLoops> eventLoops, Duration closeTimeout,
			BiFunction<String, VstpClientOptions, VstpClientOptions> completion) {
		this.completion = completion;
		this.eventLoops = eventLoops;
		Map<String, Destination> destinations = new LinkedHashMap<>();
		options.forEach((name, value) -> destinations.put(name, new Destination(name, value)));
		this.destinations = destinations;
		this.closeTimeout = closeTimeout;
	}

	/**
	 * Returns the names of the destinations.
	 * @return the names in the order of the configuration, unmodifiable
	 */
	public Set<String> names() {
		return Collections.unmodifiableSet(this.destinations.keySet());
	}

	/**
	 * Returns the client of a destination.
	 * @param destination its name
	 * @return the client, which stays this object's to close
	 * @throws IllegalArgumentException if there is no such destination
	 * @throws IllegalStateException if the clients are closed
	 */
	public VstpClient client(String destination) {
		return destination(destination).client();
	}

	/**
	 * Returns the client of a destination, if it was used already.
	 * @param destination its name
	 * @return the client, which stays this object's to close, or {@code null}
	 * @throws IllegalArgumentException if there is no such destination
	 */
	public @Nullable VstpClient usedClient(String destination) {
		return destination(destination).client;
	}

	/**
	 * Returns how the client of a destination works.
	 * @param destination its name
	 * @return the options as they are configured
	 * @throws IllegalArgumentException if there is no such destination
	 */
	public VstpClientOptions options(String destination) {
		return destination(destination).options();
	}

	Destination destination(String name) {
		Destination destination = this.destinations.get(name);
		if (destination == null) {
			throw new IllegalArgumentException("There is no VSTP destination '%s'. %s".formatted(name, known()));
		}
		return destination;
	}

	private String known() {
		return this.destinations.isEmpty() ? "None is configured: set vstp.client.destinations.NAME.address"
				: "Configured under vstp.client.destinations: " + String.join(", ", this.destinations.keySet());
	}

	@Override
	public void setApplicationContext(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		// Those of child contexts come here, too.
		if (event.getApplicationContext() == this.context) {
			this.ending = true;
			this.destinations.values().forEach(Destination::connectOnDemand);
		}
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		closeAll().join();
	}

	@Override
	public void stop(Runnable callback) {
		closeAll().whenComplete((result, ex) -> callback.run());
	}

	private CompletableFuture<Void> closeAll() {
		this.running = false;
		List<CompletableFuture<Void>> closing = this.destinations.values()
			.stream()
			.map((destination) -> destination.close(this.closeTimeout))
			.toList();
		return CompletableFuture.allOf(closing.toArray(CompletableFuture<?>[]::new));
	}

	@Override
	public boolean isRunning() {
		return this.running;
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
	 * Closes all clients at once; open calls fail.
	 */
	@Override
	public void close() {
		this.running = false;
		this.destinations.values().forEach(Destination::closeNow);
	}

	/**
	 * A destination with its client, which comes into being when it is asked for.
	 */
	final class Destination {

		private final String name;

		private volatile VstpClientOptions options;

		private final AtomicInteger pauses = new AtomicInteger();

		private volatile @Nullable VstpClient client;

		Destination(String name, VstpClientOptions options) {
			this.name = name;
			this.options = options;
		}

		String name() {
			return this.name;
		}

		/**
		 * Says whether one more call may wait before it is tried again; no more than may
		 * be open.
		 * @return whether it may; {@link #endPause} says that it waits no more
		 */
		boolean beginPause() {
			if (this.pauses.incrementAndGet() > this.options.maxOpenCalls()) {
				this.pauses.decrementAndGet();
				return false;
			}
			return true;
		}

		void endPause() {
			this.pauses.decrementAndGet();
		}

		VstpClientOptions options() {
			return this.options;
		}

		VstpClient client() {
			VstpClient current = this.client;
			return (current != null) ? current : create();
		}

		private synchronized VstpClient create() {
			if (!VstpClients.this.running) {
				throw new IllegalStateException("The VSTP client of '%s' is closed".formatted(this.name));
			}
			VstpClient current = this.client;
			if (current == null) {
				if (this.options.eventLoops() == null) {
					this.options = this.options.mutate().eventLoops(VstpClients.this.eventLoops.get()).build();
				}
				current = VstpClient.create(VstpClients.this.completion.apply(this.name, this.options));
				this.client = current;
				connectOnDemand();
			}
			return current;
		}

		private synchronized void connectOnDemand() {
			if (this.client != null && VstpClients.this.ending) {
				this.client.connectOnDemand();
			}
		}

		private synchronized CompletableFuture<Void> close(Duration timeout) {
			VstpClient closing = this.client;
			this.client = null;
			return (closing != null) ? closing.close(timeout) : CompletableFuture.completedFuture(null);
		}

		private synchronized void closeNow() {
			VstpClient closing = this.client;
			this.client = null;
			if (closing != null) {
				closing.close();
			}
		}

	}

}
