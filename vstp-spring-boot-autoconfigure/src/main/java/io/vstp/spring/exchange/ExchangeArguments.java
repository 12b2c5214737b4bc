package io.vstp.spring.exchange;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import io.vstp.spring.client.VstpCall;
import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;

/**
 * What becomes of the arguments of a method.
 */
final class ExchangeArguments {

	private static final PayloadArgumentResolver PAYLOAD = new PayloadArgumentResolver();

	private final List<MethodParameter> parameters = new ArrayList<>();

	private final List<VstpExchangeArgumentResolver> resolvers = new ArrayList<>();

	/**
	 * Chooses who takes which parameter.
	 * @param type the interface
	 * @param method its method
	 * @param candidates those to choose from
	 * @throws InvalidVstpExchangeException if there is more than one payload, or a header
	 * without a name
	 */
	ExchangeArguments(Class<?> type, Method method, List<VstpExchangeArgumentResolver> candidates) {
		MethodParameter payload = null;
		for (int i = 0; i < method.getParameterCount(); i++) {
			MethodParameter parameter = new MethodParameter(method, i).withContainingClass(type);
			parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
			VstpExchangeArgumentResolver resolver = choose(parameter, candidates);
			if (resolver == PAYLOAD) {
				check(method, parameter, payload);
				payload = parameter;
			}
			this.parameters.add(parameter);
			this.resolvers.add(resolver);
		}
	}

	private static VstpExchangeArgumentResolver choose(MethodParameter parameter,
			List<VstpExchangeArgumentResolver> candidates) {
		for (VstpExchangeArgumentResolver candidate : candidates) {
			if (candidate.supports(parameter)) {
				if (candidate instanceof HeaderArgumentResolver && HeaderArgumentResolver.name(parameter).isEmpty()) {
					throw new InvalidVstpExchangeException(
							"The name of the header that %s sends for its parameter %d is not known.".formatted(
									ExchangeMethod.describe(parameter.getMethod()), parameter.getParameterIndex() + 1),
							"Name it in @Header, or compile with -parameters.");
				}
				return candidate;
			}
		}
		return PAYLOAD;
	}

	private static void check(Method method, MethodParameter parameter, @Nullable MethodParameter payload) {
		if (payload != null) {
			throw new InvalidVstpExchangeException(
					"%s has two parameters for the payload, the %s and the %s."
						.formatted(ExchangeMethod.describe(method), describe(payload), describe(parameter)),
					"Mark one of them with @Header, take it out, or add a VstpExchangeArgumentResolver bean for it.");
		}
		boolean header = parameter.hasParameterAnnotation(Header.class)
				|| parameter.hasParameterAnnotation(Headers.class);
		boolean foreign = parameter.getParameterAnnotations().length > 0
				&& !parameter.hasParameterAnnotation(Payload.class);
		if (header || foreign && isOfSpringMessaging(parameter)) {
			throw new InvalidVstpExchangeException(
					"Nobody can tell what %s sends for the %s.".formatted(ExchangeMethod.describe(method),
							describe(parameter)),
					"Use @Header, @Headers with a Map, @Payload, a Duration, or add a VstpExchangeArgumentResolver "
							+ "bean for it.");
		}
	}

	// Those that a handler understands and a client does not.
	private static boolean isOfSpringMessaging(MethodParameter parameter) {
		for (var annotation : parameter.getParameterAnnotations()) {
			if (annotation.annotationType().getPackage() == Payload.class.getPackage()) {
				return true;
			}
		}
		return false;
	}

	private static String describe(MethodParameter parameter) {
		return "%s '%s'".formatted(parameter.getParameterType().getSimpleName(), parameter.getParameterName());
	}

	/**
	 * Makes parts of a call of arguments.
	 * @param arguments the arguments
	 * @param call the call
	 */
	void apply(@Nullable Object[] arguments, VstpCall call) {
		for (int i = 0; i < arguments.length; i++) {
			this.resolvers.get(i).resolve(arguments[i], this.parameters.get(i), call);
		}
	}

}
