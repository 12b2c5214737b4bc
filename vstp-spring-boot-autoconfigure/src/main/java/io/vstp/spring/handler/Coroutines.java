package io.vstp.spring.handler;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.core.CoroutinesUtils;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.ClassUtils;

/**
 * Kotlin's {@code suspend} functions as handlers, where its libraries are there.
 */
final class Coroutines {

	private static final boolean PRESENT = KotlinDetector.isKotlinReflectPresent()
			&& ClassUtils.isPresent("kotlinx.coroutines.reactor.MonoKt", Coroutines.class.getClassLoader());

	private Coroutines() {
	}

	/**
	 * Says whether a method is a {@code suspend} function.
	 * @param method the method
	 * @return whether it is
	 * @throws InvalidHandlerException if it is, and cannot be called
	 */
	static boolean isSuspending(Method method) {
		boolean suspending = KotlinDetector.isSuspendingFunction(method);
		if (suspending && !PRESENT) {
			throw new InvalidHandlerException(
					"Handler %s is a suspend function, but libraries to call it are missing"
						.formatted(method.toGenericString()),
					"Add 'org.jetbrains.kotlinx:kotlinx-coroutines-reactor' and 'org.jetbrains.kotlin:kotlin-reflect'.",
					null);
		}
		return suspending;
	}

	/**
	 * Makes a publisher of a call, which begins when somebody subscribes and ends when
	 * that is cancelled.
	 * @param method the method
	 * @param bean the bean that has it
	 * @param arguments the arguments, of which the last one is left out
	 * @return the publisher
	 */
	static Object invoke(Method method, Object bean, @Nullable Object[] arguments) {
		return CoroutinesUtils.invokeSuspendingFunction(method, bean, arguments);
	}

	/**
	 * The last parameter of a {@code suspend} function is the compiler's, not the user's.
	 */
	static final class ContinuationResolver implements HandlerMethodArgumentResolver {

		@Override
		public boolean supportsParameter(MethodParameter parameter) {
			return parameter.getParameterType().getName().equals("kotlin.coroutines.Continuation");
		}

		@Override
		public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) {
			return null;
		}

	}

}
