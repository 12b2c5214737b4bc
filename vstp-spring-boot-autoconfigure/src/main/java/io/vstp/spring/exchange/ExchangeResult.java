package io.vstp.spring.exchange;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import io.vstp.spring.annotation.VstpExchange.Until;
import io.vstp.spring.client.VstpCall;
import org.jspecify.annotations.Nullable;

import org.springframework.core.GenericTypeResolver;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Makes a call and returns what its method is to return.
 */
@FunctionalInterface
interface ExchangeResult {

	/**
	 * Makes the call.
	 * @param call the call
	 * @return the method's result
	 */
	@Nullable Object of(VstpCall call);

	/**
	 * Chooses by the return type.
	 * @param type the interface
	 * @param method its method
	 * @param until what to wait for where nothing is returned
	 * @return makes the calls of the method
	 * @throws InvalidVstpExchangeException if the type is none that can be returned
	 */
	static ExchangeResult choose(Class<?> type, Method method, Until until) {
		ResolvableType result = ResolvableType
			.forType(GenericTypeResolver.resolveType(method.getGenericReturnType(), type));
		Class<?> returned = result.resolve(Object.class);
		if (returned == CompletableFuture.class || returned == CompletionStage.class) {
			return asynchronous(content(result, method), until);
		}
		if (returned.getName().equals("reactor.core.publisher.Mono")) {
			return ReactorResult.choose(content(result, method), until);
		}
		if (Future.class.isAssignableFrom(returned) || isReactive(returned)) {
			throw new InvalidVstpExchangeException(
					"%s returns a %s.".formatted(ExchangeMethod.describe(method), returned.getSimpleName()),
					"Return a CompletableFuture, a Mono, or what the reply is to be converted to.");
		}
		return blocking(result.getType(), returned, until);
	}

	private static boolean isReactive(Class<?> type) {
		return ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null
				|| type.getName().equals("org.reactivestreams.Publisher");
	}

	private static Type content(ResolvableType wrapper, Method method) {
		Class<?> content = wrapper.getGeneric().resolve();
		if (content == null) {
			throw new InvalidVstpExchangeException("%s does not say what its %s is of."
				.formatted(ExchangeMethod.describe(method), wrapper.resolve(Object.class).getSimpleName()),
					"Give it a type argument.");
		}
		return wrapper.getGeneric().getType();
	}

	private static ExchangeResult blocking(Type type, Class<?> returned, Until until) {
		if (returned == void.class || returned == Void.class) {
			return switch (until) {
				case WRITTEN -> (call) -> {
					call.send();
					return null;
				};
				case ANSWERED -> (call) -> call.exchange(Void.class);
				case DEFAULT, ACKNOWLEDGED -> (call) -> {
					call.sendWithAck();
					return null;
				};
			};
		}
		ParameterizedTypeReference<?> replyType = ParameterizedTypeReference
			.forType(returned.isPrimitive() ? ClassUtils.resolvePrimitiveIfNecessary(returned) : type);
		return (call) -> call.exchange(replyType);
	}

	private static ExchangeResult asynchronous(Type type, Until until) {
		if (type == Void.class) {
			return switch (until) {
				case WRITTEN -> VstpCall::sendAsync;
				case ANSWERED -> (call) -> call.exchangeAsync(Void.class);
				case DEFAULT, ACKNOWLEDGED -> VstpCall::sendWithAckAsync;
			};
		}
		ParameterizedTypeReference<?> replyType = ParameterizedTypeReference.forType(type);
		return (call) -> call.exchangeAsync(replyType);
	}

}
