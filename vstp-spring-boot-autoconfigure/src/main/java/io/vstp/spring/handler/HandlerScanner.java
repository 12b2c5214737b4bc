package io.vstp.spring.handler;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.vstp.spring.annotation.VstpHandler;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.messaging.handler.HandlerMethod;
import org.springframework.util.ClassUtils;

/**
 * Finds the handlers of a bean.
 */
final class HandlerScanner {

	private final ConfigurableListableBeanFactory beanFactory;

	private final ArgumentResolvers resolvers;

	HandlerScanner(ConfigurableListableBeanFactory beanFactory, ArgumentResolvers resolvers) {
		this.beanFactory = beanFactory;
		this.resolvers = resolvers;
	}

	/**
	 * Finds handlers. Does not create the bean.
	 * @param beanName the name of the bean
	 * @param beanType its class, that of the target where the bean is a proxy
	 * @return the handlers; empty if there is none
	 */
	List<RegisteredHandler> scan(String beanName, Class<?> beanType) {
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
		ExceptionHandlers exceptionHandlers = new ExceptionHandlers(userType, (method) -> invoker(beanName, method));
		List<RegisteredHandler> handlers = new ArrayList<>(methods.size());
		methods.forEach((method, onMethod) -> {
			String name = describe(userType, method);
			check(method, name, beanName);
			ConditionReader reader = new ConditionReader(name, beanName, this.beanFactory::resolveEmbeddedValue);
			HandlerConditions conditions = reader.read(onClass, onMethod);
			handlers.add(new RegisteredHandler(reader.mapping(conditions), conditions, invoker(beanName, method),
					exceptionHandlers));
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
		return new HandlerInvoker(new HandlerMethod(beanName, this.beanFactory, method),
				new BeanMethod(this.beanFactory, beanName, method), this.resolvers);
	}

	private static String describe(Class<?> type, Method method) {
		return Arrays.stream(method.getParameterTypes())
			.map(Class::getSimpleName)
			.collect(Collectors.joining(", ", ClassUtils.getShortName(type) + "#" + method.getName() + "(", ")"));
	}

}
