package io.vstp.spring.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.vstp.frame.VstpException;
import io.vstp.transport.EventLoops;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpTimeoutException;
import io.vstp.transport.VstpUnreachableException;
import org.jspecify.annotations.Nullable;

/**
 * Waiting for the future of a call.
 */
final class BlockingCalls {

	/**
	 * Calls end by themselves within their timeout. This much later the wait is given up,
	 * lest it be for ever when an event loop has died.
	 */
	private static final Duration GRACE = Duration.ofSeconds(5);

	private BlockingCalls() {
	}

	/**
	 * Refuses to wait on an event loop, which would wait for itself.
	 * @param eventLoops those that complete the call, or {@code null} if they are not
	 * known
	 */
	static void checkThread(@Nullable EventLoops eventLoops) {
		if (eventLoops == null || !(Thread.currentThread() instanceof FastThreadLocalThread)) {
			return;
		}
		for (EventExecutor eventLoop : eventLoops.group()) {
			if (eventLoop.inEventLoop()) {
				throw new IllegalStateException("A blocking VSTP call on the event loop %s would wait for itself: "
					.formatted(Thread.currentThread().getName()) + "use its Async twin, or another thread");
			}
		}
	}

	/**
	 * Waits for a call to end.
	 * @param <T> the type of its result
	 * @param call what to wait for
	 * @param timeout after which the call ends by itself
	 * @return its result
	 */
	static <T> T await(CompletableFuture<T> call, Duration timeout) {
		try {
			return call.get(timeout.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			throw failure((ex.getCause() != null) ? ex.getCause() : ex);
		}
		catch (InterruptedException ex) {
			abandon(call);
			Thread.currentThread().interrupt();
			throw new VstpException("Interrupted while waiting for a VSTP call to end", ex);
		}
		catch (TimeoutException ex) {
			abandon(call);
			throw new VstpTimeoutException("The call did not end within its timeout of " + timeout);
		}
	}

	// Connections fail for many calls at once, so each gets an exception of its own; what
	// belongs to one call is thrown as it is, with the caller's stack added.
	private static RuntimeException failure(Throwable cause) {
		if (cause.getClass() == VstpUnreachableException.class) {
			return new VstpUnreachableException(String.valueOf(cause.getMessage()), cause);
		}
		if (cause.getClass() == VstpConnectionException.class) {
			return new VstpConnectionException(String.valueOf(cause.getMessage()), cause);
		}
		if (cause instanceof RuntimeException runtime) {
			runtime.addSuppressed(new Exception("The call was made here"));
			return runtime;
		}
		return new VstpException("The call failed: " + cause, cause);
	}

	private static void abandon(CompletableFuture<?> call) {
		call.thenAccept(ReferenceCountUtil::release);
	}

}
