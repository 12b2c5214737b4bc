package io.vstp.spring.server;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

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

	/**
	 * Creates a holder.
	 * @param executor runs the handlers; shut down with this if it is an
	 * {@link ExecutorService}
	 */
	public VstpHandlerExecutor(Executor executor) {
		this.executor = executor;
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
		if (this.executor instanceof ExecutorService service) {
			service.shutdownNow();
		}
	}

}
