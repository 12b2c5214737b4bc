package io.vstp.spring.handler;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.vstp.spring.annotation.VstpAdvice;
import io.vstp.spring.annotation.VstpHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.OrderUtils;
import org.springframework.messaging.handler.HandlerMethod;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.ClassUtils;

/**
 * Finds the handlers of a bean.
 */
final class HandlerScanner {

	private final ConfigurableListableBeanFactory beanFactory;

	private final ArgumentResolvers resolvers;

	private final ReturnValues returnValues;

	private final ConverterCheck converterCheck;

	HandlerScanner(ConfigurableListableBeanFactory beanFactory, ArgumentResolvers resolvers, ReturnValues returnValues,
			ConverterCheck converterCheck) {
		this.beanFactory = beanFactory;
		this.resolvers = resolvers;
		this.returnValues = returnValues;
		this.converterCheck = converterCheck;
	}

	/**
	 * Finds out whether a bean answers for the handlers of others where these fail.
	 * @param beanName the name of the bean
	 * @param beanType its class, that of the target where the bean is a proxy
	 * @return what it does, or {@code null} if it does not
	 */
	@Nullable Advice advice(String beanName, Class<?> beanType) {
		Class<?> userType = ClassUtils.getUserClass(beanType);
		VstpAdvice selectors = AnnotationUtils.isCandidateClass(userType, VstpAdvice.class)
				? AnnotatedElementUtils.findMergedAnnotation(userType, VstpAdvice.class) : null;
		if (selectors == null) {
			return null;
		}
		ExceptionHandlers methods = new ExceptionHandlers(userType, (method) -> invoker(beanName, method), List.of());
		if (methods.isEmpty()) {
			throw new InvalidHandlerException(
					"Class %s of bean '%s' is annotated with @VstpAdvice, but has no @MessageExceptionHandler method"
						.formatted(userType.getName(), beanName),
					"Annotate the methods that handle exceptions, or remove the annotation.", null);
		}
		return new Advice(beanName, OrderUtils.getOrder(userType, Ordered.LOWEST_PRECEDENCE), selectors, methods);
	}

	/**
	 * Finds handlers. Does not create the bean.
	 * @param beanName the name of the bean
	 * @param beanType its class, that of the target where the bean is a proxy
	 * @param advice what others do where handlers fail, in their order
	 * @return the handlers; empty if there is none
	 */
	List<RegisteredHandler> scan(String beanName, Class<?> beanType, List<Advice> advice) {
		Class<?> userType = ClassUtils.getUserClass(beanType);
		if (!AnnotationUtils.isCandidateClass(userType, VstpHandler.class)
				|| userType.getName().startsWith("org.springframework.")) {
			return List.of();
		}
		VstpHandler onClass = AnnotatedElementUtils.findMergedAnnotation(userType, VstpHandler.class);
		Map<Method, VstpHandler> methods = MethodIntrospector.selectMethods(userType,
				(MetadataLookup<VstpHandler>) (method) -> AnnotatedElementUtils.findMergedAnnotation(method,
						VstpHandler.class));
		if (onClass != null && methods.isEmpty()) {
			throw new InvalidHandlerException("Class %s of bean '%s' is annotated with @VstpHandler, but none of its "
				.formatted(userType.getName(), beanName)
					+ "methods is: annotate the methods that handle frames, or remove the annotation");
		}
		if (methods.isEmpty()) {
			return List.of();
		}
		List<ExceptionHandlers> others = advice.stream()
			.filter((candidate) -> candidate.isFor(userType))
			.map(Advice::exceptionHandlers)
			.toList();
		ExceptionHandlers exceptionHandlers = new ExceptionHandlers(userType, (method) -> invoker(beanName, method),
				others);
		List<RegisteredHandler> handlers = new ArrayList<>(methods.size());
		methods.forEach((method, onMethod) -> {
			String name = describe(userType, method);
			check(method, name, beanName);
			ConditionReader reader = new ConditionReader(name, beanName, this.beanFactory::resolveEmbeddedValue);
			HandlerConditions conditions = reader.read(onClass, onMethod);
			HandlerSettings settings = HandlerSettings.read(onClass, onMethod, name,
					this.beanFactory::resolveEmbeddedValue);
			handlers.add(new RegisteredHandler(reader.mapping(conditions), conditions, invoker(beanName, method),
					exceptionHandlers, settings));
		});
		return handlers;
	}

	private static void check(Method method, String name, String beanName) {
		boolean isPrivate = Modifier.isPrivate(method.getModifiers());
		if (isPrivate || Modifier.isStatic(method.getModifiers())) {
			throw new InvalidHandlerException("Handler %s of bean '%s' must not be %s".formatted(name, beanName,
					isPrivate ? "private" : "static"));
		}
	}

	private HandlerInvoker invoker(String beanName, Method method) {
		BeanMethod beanMethod = new BeanMethod(this.beanFactory, beanName, method);
		this.converterCheck.checkResult(method);
		return new HandlerInvoker(new HandlerMethod(beanName, this.beanFactory, method), beanMethod, (parameter) -> {
			HandlerMethodArgumentResolver resolver = this.resolvers.find(parameter);
			this.converterCheck.check(parameter, resolver);
			return resolver;
		}, this.returnValues.adapter(new MethodParameter(method, -1)));
	}

	private static String describe(Class<?> type, Method method) {
		return Arrays.stream(method.getParameterTypes())
			.map(Class::getSimpleName)
			.collect(Collectors.joining(", ", ClassUtils.getShortName(type) + "#" + method.getName() + "(", ")"));
	}

}
