package io.vstp.spring.exchange;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.vstp.spring.annotation.VstpExchange;
import io.vstp.spring.client.VstpTemplate;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.core.MethodIntrospector;

/**
 * Makes clients of interfaces with {@link VstpExchange}. Safe for use by several threads,
 * and so are the clients.
 */
public final class VstpExchangeProxyFactory {

	private final VstpTemplate template;

	private final List<VstpExchangeArgumentResolver> resolvers;

	private final UnaryOperator<String> placeholders;

	private VstpExchangeProxyFactory(Builder builder) {
		this.template = builder.template;
		this.resolvers = new ArrayList<>(builder.resolvers);
		this.resolvers.addAll(
				List.of(new HeaderArgumentResolver(), new HeadersArgumentResolver(), new TimeoutArgumentResolver()));
		this.placeholders = builder.placeholders;
	}

	/**
	 * Returns a builder.
	 * @param template makes the calls
	 * @return a new builder
	 */
	public static Builder builder(VstpTemplate template) {
		return new Builder(template);
	}

	/**
	 * Makes a client.
	 * @param <T> the interface
	 * @param type the interface, whose annotations say whom it calls
	 * @return the client
	 * @throws InvalidVstpExchangeException if the interface cannot be understood, or
	 * calls a destination that there is not
	 */
	public <T> T createClient(Class<T> type) {
		return createClient(type, "");
	}

	/**
	 * Makes a client.
	 * @param <T> the interface
	 * @param type the interface
	 * @param destination whom it calls where its annotations don't say it; may have
	 * placeholders
	 * @return the client
	 * @throws InvalidVstpExchangeException if the interface cannot be understood, or
	 * calls a destination that there is not
	 */
	public <T> T createClient(Class<T> type, String destination) {
		if (!type.isInterface()) {
			throw new InvalidVstpExchangeException(
					"%s cannot be a VSTP client, for it is not an interface.".formatted(type.getName()),
					"Make an interface of it.");
		}
		Map<Method, ExchangeMethod> methods = new HashMap<>();
		MethodIntrospector.selectMethods(type, (Method method) -> Modifier.isAbstract(method.getModifiers()))
			.forEach((method) -> methods.put(method,
					ExchangeMethod.of(type, method, destination, this.template, this.resolvers, this.placeholders)));
		Map<Method, MethodHandle> defaults = new HashMap<>();
		MethodIntrospector.selectMethods(type, Method::isDefault)
			.forEach((method) -> defaults.put(method, handle(method)));
		ProxyFactory proxy = new ProxyFactory(type, new Calls(type, methods, defaults));
		return type.cast(proxy.getProxy(type.getClassLoader()));
	}

	// The interface need not be public.
	private static MethodHandle handle(Method method) {
		try {
			return MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup())
				.unreflectSpecial(method, method.getDeclaringClass());
		}
		catch (IllegalAccessException ex) {
			throw new InvalidVstpExchangeException(
					"%s cannot be called: %s.".formatted(ExchangeMethod.describe(method), ex.getMessage()),
					"Open the package to the module of VSTP for Spring Boot.");
		}
	}

	/**
	 * Puts a {@link VstpExchangeProxyFactory} together.
	 */
	public static final class Builder {

		private final VstpTemplate template;

		private final List<VstpExchangeArgumentResolver> resolvers = new ArrayList<>();

		private UnaryOperator<String> placeholders = UnaryOperator.identity();

		private Builder(VstpTemplate template) {
			this.template = template;
		}

		/**
		 * Adds a resolver of arguments, which is asked after those added before and
		 * before those for headers, timeout and payload.
		 * @param resolver the resolver
		 * @return this builder
		 */
		public Builder argumentResolver(VstpExchangeArgumentResolver resolver) {
			this.resolvers.add(resolver);
			return this;
		}

		/**
		 * Sets what resolves placeholders in annotations; by default they stay as they
		 * are.
		 * @param placeholders returns a text with its placeholders resolved
		 * @return this builder
		 */
		public Builder placeholders(UnaryOperator<String> placeholders) {
			this.placeholders = placeholders;
			return this;
		}

		/**
		 * Returns the factory.
		 * @return a factory; the builder may be used further
		 */
		public VstpExchangeProxyFactory build() {
			return new VstpExchangeProxyFactory(this);
		}

	}

	/**
	 * Stands behind a client.
	 *
	 * @param type the interface
	 * @param methods those of its methods that make calls
	 * @param defaults those that it implements itself
	 */
	private record Calls(Class<?> type, Map<Method, ExchangeMethod> methods,
			Map<Method, MethodHandle> defaults) implements MethodInterceptor {

		@Override
		public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
			Method method = invocation.getMethod();
			ExchangeMethod exchange = this.methods.get(method);
			if (exchange != null) {
				return exchange.invoke(invocation.getArguments());
			}
			MethodHandle implementation = this.defaults.get(method);
			if (implementation != null && invocation instanceof ProxyMethodInvocation proxied) {
				return implementation.bindTo(proxied.getProxy()).invokeWithArguments(invocation.getArguments());
			}
			if (method.getName().equals("toString") && method.getParameterCount() == 0) {
				return "VSTP client " + this.type.getName();
			}
			throw new UnsupportedOperationException("Not a method of a VSTP client: " + method);
		}

	}

}
