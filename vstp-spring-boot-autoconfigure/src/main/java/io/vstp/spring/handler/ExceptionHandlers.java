package io.vstp.spring.handler;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.support.AnnotationExceptionHandlerMethodResolver;

/**
 * The methods that are annotated with {@link MessageExceptionHandler}, of one bean and of
 * those that answer for it.
 */
final class ExceptionHandlers {

	private final AnnotationExceptionHandlerMethodResolver resolver;

	private final Map<Method, HandlerInvoker> invokers;

	private final List<ExceptionHandlers> others;

	/**
	 * Finds the methods.
	 * @param beanType the class of the bean
	 * @param invokers says how a method is called
	 * @param others those of other beans, asked where the bean has none for an exception
	 */
	ExceptionHandlers(Class<?> beanType, Function<Method, HandlerInvoker> invokers, List<ExceptionHandlers> others) {
		this.others = others;
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
		Method method = this.resolver.hasExceptionMappings() ? this.resolver.resolveMethod(ex) : null;
		HandlerInvoker found = (method != null) ? this.invokers.get(method) : null;
		for (int i = 0; found == null && i < this.others.size(); i++) {
			found = this.others.get(i).find(ex);
		}
		return found;
	}

	/**
	 * Says whether the bean itself has no such method.
	 * @return whether it has none
	 */
	boolean isEmpty() {
		return this.invokers.isEmpty();
	}

}
