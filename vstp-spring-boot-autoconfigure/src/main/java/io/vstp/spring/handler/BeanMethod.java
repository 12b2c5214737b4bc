package io.vstp.spring.handler;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ReflectionUtils;

/**
 * A method of a bean, ready to be called. A bean that does not exist yet is created at
 * the first call, one that is no singleton is asked for at each.
 */
final class BeanMethod {

	private final ConfigurableListableBeanFactory beanFactory;

	private final String beanName;

	private final Method method;

	private final boolean singleton;

	private final boolean suspending;

	private volatile @Nullable Target target;

	BeanMethod(ConfigurableListableBeanFactory beanFactory, String beanName, Method method) {
		this.beanFactory = beanFactory;
		this.beanName = beanName;
		this.method = method;
		this.singleton = beanFactory.isSingleton(beanName);
		this.suspending = Coroutines.isSuspending(method);
		if (beanFactory.containsSingleton(beanName)) {
			target();
		}
	}

	@Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
		Target current = target();
		if (this.suspending) {
			return Coroutines.invoke(invocable(current.bean), current.bean, arguments);
		}
		return (Object) current.handle.invokeExact(current.bean, arguments);
	}

	private Target target() {
		Target known = this.target;
		if (known != null && this.singleton) {
			return known;
		}
		Object bean = this.beanFactory.getBean(this.beanName);
		// The class is known only now where the bean turns out to be a proxy.
		MethodHandle handle = (known != null && known.bean.getClass() == bean.getClass()) ? known.handle
				: handle(invocable(bean));
		Target result = new Target(bean, handle);
		this.target = result;
		return result;
	}

	private Method invocable(Object bean) {
		if (AopUtils.isCglibProxy(bean) && Modifier.isFinal(this.method.getModifiers())) {
			throw new InvalidHandlerException(
					"Method %s of bean '%s' is final, so that the proxy of the bean cannot pass calls on to it"
						.formatted(this.method.toGenericString(), this.beanName),
					"Make the method not final (in Kotlin: open), or have the bean not proxied.", null);
		}
		try {
			return AopUtils.selectInvocableMethod(this.method, bean.getClass());
		}
		catch (IllegalStateException ex) {
			throw new InvalidHandlerException(
					"Method %s of bean '%s' cannot be called through the proxy of the bean: %s"
						.formatted(this.method.toGenericString(), this.beanName, ex.getMessage()),
					"Declare the method in an interface of the bean, or set 'spring.aop.proxy-target-class' to true.",
					ex);
		}
	}

	private static MethodHandle handle(Method method) {
		ReflectionUtils.makeAccessible(method);
		try {
			MethodHandle handle = MethodHandles.lookup().unreflect(method).asFixedArity();
			return handle.asType(handle.type().generic()).asSpreader(1, Object[].class, method.getParameterCount());
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException("Cannot access " + method.toGenericString(), ex);
		}
	}

	private record Target(Object bean, MethodHandle handle) {
	}

}
