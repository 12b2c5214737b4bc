package io.vstp.spring.handler;

import java.util.function.Function;

import io.vstp.spring.convert.FrameMessage;
import io.vstp.spring.handler.ReturnValues.ResultAdapter;
import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.HandlerMethod;
import org.springframework.messaging.handler.annotation.support.HeadersMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

/**
 * Resolves the arguments of a handler and calls it.
 */
final class HandlerInvoker extends InvocableHandlerMethod {

	private static final Object[] NO_ARGUMENTS = new Object[0];

	private final BeanMethod method;

	private final HandlerMethodArgumentResolver[] resolvers;

	private final ResultAdapter results;

	private final boolean streaming;

	HandlerInvoker(HandlerMethod handlerMethod, BeanMethod method,
			Function<MethodParameter, HandlerMethodArgumentResolver> resolvers, ResultAdapter results) {
		super(handlerMethod);
		this.method = method;
		this.results = results;
		MethodParameter[] parameters = getMethodParameters();
		this.resolvers = new HandlerMethodArgumentResolver[parameters.length];
		for (int i = 0; i < parameters.length; i++) {
			parameters[i].initParameterNameDiscovery(DefaultParameterNameDiscoverer.getSharedInstance());
			this.resolvers[i] = resolvers.apply(parameters[i]);
		}
		this.streaming = isStreaming(parameters);
	}

	private boolean isStreaming(MethodParameter[] parameters) {
		boolean stream = false;
		for (int i = 0; i < parameters.length; i++) {
			HandlerMethodArgumentResolver resolver = this.resolvers[i];
			stream |= resolver instanceof StreamArgumentResolver;
			boolean other = resolver instanceof FrameHeaderArgumentResolver
					|| resolver instanceof HeadersMethodArgumentResolver
					|| resolver instanceof PrincipalArgumentResolver
					|| resolver instanceof Coroutines.ContinuationResolver || (resolver instanceof FrameArgumentResolver
							&& !FrameArgumentResolver.takesPayload(parameters[i]));
			// What the application's own resolvers look at nobody knows.
			if (!(resolver instanceof StreamArgumentResolver) && !other) {
				return false;
			}
		}
		return stream;
	}

	/**
	 * Says whether the method can be called before the payload is there.
	 * @return whether it takes the payload as a stream, and in no other form
	 */
	boolean isStreaming() {
		return this.streaming;
	}

	@Override
	protected @Nullable Object[] getMethodArgumentValues(Message<?> message, @Nullable Object... providedArgs)
			throws Exception {
		MethodParameter[] parameters = getMethodParameters();
		if (parameters.length == 0) {
			return NO_ARGUMENTS;
		}
		@Nullable Object[] arguments = new @Nullable Object[parameters.length];
		for (int i = 0; i < parameters.length; i++) {
			Object provided = findProvidedArgument(parameters[i], providedArgs);
			arguments[i] = (provided != null) ? provided : this.resolvers[i].resolveArgument(parameters[i], message);
		}
		return arguments;
	}

	@Override
	protected @Nullable Object doInvoke(@Nullable Object... arguments) throws Exception {
		try {
			return this.method.invoke(arguments);
		}
		catch (Exception | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException("Handler threw what is neither an exception nor an error", ex);
		}
	}

	/**
	 * Replaces what the method has returned by what is sent in its place.
	 * @param result what it has returned
	 * @param request what it has handled
	 * @param observation sees the call, or {@code null}
	 * @return a value, or a {@code CompletionStage} of one
	 * @throws Exception if that fails
	 */
	@Nullable Object adapt(@Nullable Object result, FrameMessage request, @Nullable HandlerObservation observation)
			throws Exception {
		return this.results.adapt(result, request, observation);
	}

}
