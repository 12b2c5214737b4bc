package io.vstp.spring.client;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

import org.jspecify.annotations.Nullable;

/**
 * Holds what runs the handlers of pushed frames, and the listeners to sessions of
 * clients. It is not an {@link Executor} itself: a bean of that type would make Spring
 * Boot's {@code applicationTaskExecutor} back off. And it is neither the one of the
 * server's handlers, which may wait for an ACK of their own application, nor the one that
 * completes the futures of calls, for which handlers may wait.
 * <p>
 * Each connection bounds the frames in flight; what the executor rejects is answered with
 * {@code overloaded}. It is shut down with this object, after the clients have closed.
 */
public final class VstpPushExecutor implements AutoCloseable {

	private final Executor executor;

	private final @Nullable ExecutorService pool;

	/**
	 * Creates a holder.
	 * @param executor runs the handlers; shut down with this if it is an
	 * {@link ExecutorService}
	 */
	public VstpPushExecutor(Executor executor) {
		this(executor, (executor instanceof ExecutorService service) ? service : null);
	}

	/**
	 * Creates a holder.
	 * @param executor runs the handlers
	 * @param pool what is behind the executor and shut down with this, or {@code null} if
	 * there is nothing to shut down
	 */
	public VstpPushExecutor(Executor executor, @Nullable ExecutorService pool) {
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
	 * Interrupts the handlers that still run.
	 */
	@Override
	public void close() {
		if (this.pool != null) {
			this.pool.shutdownNow();
		}
	}

}
