package io.vstp.spring.client;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

import org.jspecify.annotations.Nullable;

/**
 * Holds what completes the futures of asynchronous calls. It is not an {@link Executor}
 * itself: a bean of that type would make Spring Boot's {@code applicationTaskExecutor}
 * back off. And it is not the one that runs the handlers of the server: handlers that
 * wait for such futures could take all of its threads, and none would be left to complete
 * them.
 * <p>
 * The executor is shut down with this object, after the clients have closed.
 */
public final class VstpCallbackExecutor implements AutoCloseable {

	private final Executor executor;

	private final @Nullable ExecutorService pool;

	/**
	 * Creates a holder.
	 * @param executor completes the futures; shut down with this if it is an
	 * {@link ExecutorService}
	 */
	public VstpCallbackExecutor(Executor executor) {
		this(executor, (executor instanceof ExecutorService service) ? service : null);
	}

	/**
	 * Creates a holder.
	 * @param executor completes the futures
	 * @param pool what is behind the executor and shut down with this, or {@code null} if
	 * there is nothing to shut down
	 */
	public VstpCallbackExecutor(Executor executor, @Nullable ExecutorService pool) {
		this.executor = executor;
		this.pool = pool;
	}

	/**
	 * Returns what completes the futures.
	 * @return the executor
	 */
	public Executor executor() {
		return this.executor;
	}

	/**
	 * Interrupts the callbacks that still run.
	 */
	@Override
	public void close() {
		if (this.pool != null) {
			this.pool.shutdownNow();
		}
	}

}
