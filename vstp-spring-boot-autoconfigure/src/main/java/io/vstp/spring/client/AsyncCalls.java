package io.vstp.spring.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Moving the end of a call from the event loop to an executor.
 */
final class AsyncCalls {

	private AsyncCalls() {
	}

	/**
	 * Returns a future that is completed on an executor, after the conversion was done
	 * there. Where the executor has no room both happen on the event loop. To cancel it
	 * cancels the call.
	 * @param <R> the type of the call's result
	 * @param <T> the type of the converted result
	 * @param call what to wait for
	 * @param executor converts and completes
	 * @param conversion of the result, which it takes over
	 * @param observation is told of the result before it is converted, or {@code null}
	 * @return the future
	 */
	static <R extends @Nullable Object, T extends @Nullable Object> CompletableFuture<T> complete(
			CompletableFuture<R> call, Executor executor, Function<R, T> conversion,
			@Nullable CallObservation observation) {
		CompletableFuture<T> result = new CompletableFuture<>();
		call.whenComplete((value, failure) -> {
			try {
				executor.execute(() -> complete(result, value, failure, conversion, observation));
			}
			catch (RejectedExecutionException ex) {
				// Better here than never: the call itself has ended.
				complete(result, value, failure, conversion, observation);
			}
		});
		result.whenComplete((value, failure) -> {
			if (result.isCancelled()) {
				call.cancel(false);
			}
		});
		return result;
	}

	private static <R extends @Nullable Object, T extends @Nullable Object> void complete(CompletableFuture<T> result,
			R value, @Nullable Throwable failure, Function<R, T> conversion, @Nullable CallObservation observation) {
		Throwable cause = (failure != null) ? unwrap(failure) : null;
		if (observation != null) {
			stop(observation, value, cause);
		}
		if (cause != null) {
			result.completeExceptionally(cause);
			return;
		}
		try {
			T converted = conversion.apply(value);
			if (!result.complete(converted)) {
				ReferenceCountUtil.release(converted);
			}
		}
		catch (Throwable ex) {
			result.completeExceptionally(ex);
		}
	}

	private static void stop(CallObservation observation, @Nullable Object value, @Nullable Throwable cause) {
		if (value instanceof VstpPushResult push) {
			observation.stop(ObservedErrors.of(push), null, push.total());
		}
		else {
			observation.stop(ObservedErrors.of(cause), cause, 0);
		}
	}

	static Throwable unwrap(Throwable failure) {
		return (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause() : failure;
	}

}
