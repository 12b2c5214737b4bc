package io.vstp.spring.server;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

import org.jspecify.annotations.Nullable;

/**
 * Holds what runs the handlers. It is not an {@link Executor} itself: a bean of that type
 * would make Spring Boot's {@code applicationTaskExecutor} back off.
 * <p>
 * The server bounds the work in flight ({@code vstp.server.max-in-flight}); the executor
 * must have room for that much, else what it rejects is answered with {@code overloaded}.
 * It is shut down with this object, after the server has stopped.
 */
public final class VstpHandlerExecutor implements AutoCloseable {

	private final Executor executor;

	private final @Nullable ExecutorService pool;

	/**
	 * Creates a holder.
	 * @param executor runs the handlers; shut down with this if it is an
	 * {@link ExecutorService}
	 */
	public VstpHandlerExecutor(Executor executor) {
		this(executor, (executor instanceof ExecutorService service) ? service : null);
	}

	/**
	 * Creates a holder.
	 * @param executor runs the handlers
	 * @param pool what is behind the executor and shut down with this, or {@code null} if
	 * there is nothing to shut down
	 */
	public VstpHandlerExecutor(Executor executor, @Nullable ExecutorService pool) {
		this.executor = executor;
		this.pool = pool;
	}

	/**
	 * Returns what runs the handlers.
	 * @return the executor
	 */
	public Executor executor() {
		return this.executor;
	}

	/**
	 * Returns the threads that run the handlers.
	 * @return what is behind the executor and shut down with this, or {@code null} if
	 * there is no pool, as with virtual threads
	 */
	public @Nullable ExecutorService pool() {
		return this.pool;
	}

	/**
	 * Interrupts the handlers that still run.
	 */
	@Override
	public void close() {
		if (this.pool != null) {
			this.pool.shutdownNow();
		}
	}

}
