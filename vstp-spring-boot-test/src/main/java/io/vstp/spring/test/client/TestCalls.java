package io.vstp.spring.test.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vstp.frame.VstpException;
import io.vstp.transport.VstpTimeoutException;

/**
 * Waiting for what a test asked for.
 */
final class TestCalls {

	private TestCalls() {
	}

	static <T> T await(CompletableFuture<T> call, Duration timeout) {
		try {
			return call.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RuntimeException cause) {
				throw cause;
			}
			throw new VstpException("The call failed", ex);
		}
		catch (TimeoutException ex) {
			throw new VstpTimeoutException("The handler did not end within " + timeout);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new VstpException("Interrupted while waiting for a VSTP call to end", ex);
		}
	}

}
