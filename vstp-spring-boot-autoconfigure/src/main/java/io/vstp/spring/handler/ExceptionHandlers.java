package io.vstp.spring.handler;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.support.AnnotationExceptionHandlerMethodResolver;

/**
 * The methods of one bean that are annotated with {@link MessageExceptionHandler}.
 */
final class ExceptionHandlers {

	private final AnnotationExceptionHandlerMethodResolver resolver;

	private final Map<Method, HandlerInvoker> invokers;

	ExceptionHandlers(Class<?> beanType, Function<Method, HandlerInvoker> invokers) {
		this.resolver = new AnnotationExceptionHandlerMethodResolver(beanType);
		this.invokers = MethodIntrospector
			.selectMethods(beanType,
					(Method method) -> AnnotatedElementUtils.hasAnnotation(method, MessageExceptionHandler.class))
			.stream()
			.collect(Collectors.toMap(Function.identity(), invokers));
	}

	/**
	 * Finds the method for an exception.
	 * @param ex what was thrown
	 * @return the method that is declared for the closest type of the exception or of its
	 * cause, or {@code null} if there is none
	 */
	@Nullable HandlerInvoker find(Throwable ex) {
		if (!this.resolver.hasExceptionMappings()) {
			return null;
		}
		Method method = this.resolver.resolveMethod(ex);
		return (method != null) ? this.invokers.get(method) : null;
	}

}
