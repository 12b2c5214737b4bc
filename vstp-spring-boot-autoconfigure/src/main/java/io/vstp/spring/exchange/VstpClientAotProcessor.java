package io.vstp.spring.exchange;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;

import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodIntrospector;

/**
 * Hints for declarative clients: their proxy, and what they send and get.
 */
final class VstpClientAotProcessor implements BeanRegistrationAotProcessor {

	private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
		if (bean.getBeanClass() != VstpClientFactoryBean.class) {
			return null;
		}
		Class<?> type = bean.getMergedBeanDefinition()
			.getResolvableType()
			.as(VstpClientFactoryBean.class)
			.resolveGeneric();
		return (type != null) ? (context, code) -> registerHints(type, context.getRuntimeHints()) : null;
	}

	void registerHints(Class<?> type, RuntimeHints hints) {
		hints.proxies().registerJdkProxy(AopProxyUtils.completeJdkProxyInterfaces(type));
		MethodIntrospector.selectMethods(type, (Method method) -> Modifier.isAbstract(method.getModifiers()))
			.forEach((method) -> {
				hints.reflection().registerMethod(method, ExecutableMode.INVOKE);
				bind(method.getGenericReturnType(), type, hints);
				for (Type parameter : method.getGenericParameterTypes()) {
					bind(parameter, type, hints);
				}
			});
	}

	private void bind(Type type, Class<?> owner, RuntimeHints hints) {
		Type resolved = GenericTypeResolver.resolveType(type, owner);
		if (resolved != Frame.class && resolved != Headers.class && resolved != void.class) {
			this.binding.registerReflectionHints(hints.reflection(), resolved);
		}
	}

}
