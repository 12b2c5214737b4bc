package io.vstp.spring.handler;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import io.vstp.spring.convert.FrameMessage;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;

/**
 * All that becomes of what handlers return before it is sent. What becomes of it in a
 * certain handler is decided once, at the start, as far as its declaration tells.
 */
final class ReturnValues {

	private static final boolean REACTIVE = ClassUtils.isPresent("org.reactivestreams.Publisher",
			ReturnValues.class.getClassLoader());

	private static final ResultAdapter AS_IT_IS = (result, request, observation) -> result;

	private final List<VstpReturnValueHandler> custom;

	ReturnValues(List<VstpReturnValueHandler> custom) {
		this.custom = custom;
	}

	boolean isCustom(MethodParameter returnType) {
		return this.custom.stream().anyMatch((handler) -> handler.supportsReturnType(returnType));
	}

	ResultAdapter adapter(MethodParameter returnType) {
		for (VstpReturnValueHandler handler : this.custom) {
			if (handler.supportsReturnType(returnType)) {
				return (result, request,
						observation) -> reactive(handler.handleReturnValue(result, returnType, request), observation);
			}
		}
		Class<?> type = returnType.getParameterType();
		// Of a suspend function it is what the function returns, and not what its caller
		// gets.
		boolean knownForGood = Modifier.isFinal(type.getModifiers()) && reactiveType(type) == null
				&& !KotlinDetector.isSuspendingFunction(Objects.requireNonNull(returnType.getMethod()));
		return (REACTIVE && !knownForGood) ? (result, request, observation) -> reactive(result, observation) : AS_IT_IS;
	}

	private static @Nullable Object reactive(@Nullable Object result, @Nullable HandlerObservation observation) {
		return (!REACTIVE || result == null || result instanceof CompletionStage) ? result
				: Reactive.adapt(result, observation);
	}

	/**
	 * Says what is known of a reactive type.
	 * @param type the type
	 * @return whether it may emit several elements, or {@code null} if it is no reactive
	 * type
	 */
	static @Nullable Boolean reactiveType(Class<?> type) {
		return REACTIVE ? Reactive.isMultiValue(type) : null;
	}

	/**
	 * Replaces a result by what is sent in its place.
	 */
	@FunctionalInterface
	interface ResultAdapter {

		/**
		 * Adapts a result.
		 * @param result what the handler has returned
		 * @param request what it has handled
		 * @param observation sees the call, or {@code null}
		 * @return a value, or a {@link CompletionStage} of one
		 * @throws Exception if that fails
		 */
		@Nullable Object adapt(@Nullable Object result, FrameMessage request, @Nullable HandlerObservation observation)
				throws Exception;

	}

	/**
	 * What needs Reactive Streams.
	 */
	private static final class Reactive {

		static Object adapt(Object result, @Nullable HandlerObservation observation) {
			ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(null, result);
			if (adapter != null) {
				return subscribe(adapter.toPublisher(result), adapter.isMultiValue(), observation);
			}
			return (result instanceof Publisher<?> publisher) ? subscribe(publisher, true, observation) : result;
		}

		private static PublisherResult subscribe(Publisher<?> publisher, boolean many,
				@Nullable HandlerObservation observation) {
			// Of this one's type, which whoever knows Reactive Streams alone need not
			// know.
			Object observed = (observation != null) ? observation.observed(publisher) : publisher;
			return PublisherResult.of((Publisher<?>) observed, many);
		}

		static @Nullable Boolean isMultiValue(Class<?> type) {
			ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
			if (adapter != null) {
				return adapter.isMultiValue();
			}
			return Publisher.class.isAssignableFrom(type) ? Boolean.TRUE : null;
		}

	}

}
