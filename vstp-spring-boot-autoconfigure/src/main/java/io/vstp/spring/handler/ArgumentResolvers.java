package io.vstp.spring.handler;

import java.util.ArrayList;
import java.util.List;

import io.vstp.spring.convert.VstpMessageConverters;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionService;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.messaging.handler.annotation.support.HeadersMethodArgumentResolver;
import org.springframework.messaging.handler.annotation.support.MessageMethodArgumentResolver;
import org.springframework.messaging.handler.annotation.support.PayloadMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.validation.SmartValidator;
import org.springframework.validation.Validator;

/**
 * All that resolves arguments of handlers. Which of them resolves a parameter is decided
 * once, at the start.
 */
final class ArgumentResolvers {

	private final List<HandlerMethodArgumentResolver> resolvers;

	private ArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		this.resolvers = resolvers;
	}

	static ArgumentResolvers of(VstpMessageConverters converters, List<? extends HandlerMethodArgumentResolver> custom,
			ConfigurableListableBeanFactory beanFactory) {
		ConversionService conversionService = beanFactory.getConversionService();
		if (conversionService == null) {
			conversionService = new DefaultFormattingConversionService();
		}
		// A plain Validator is one for certain classes, which these may not be.
		Validator validator = beanFactory.getBeanProvider(SmartValidator.class).getIfUnique();
		List<HandlerMethodArgumentResolver> resolvers = new ArrayList<>(custom);
		resolvers.add(new Coroutines.ContinuationResolver());
		resolvers.add(new FrameHeaderArgumentResolver(conversionService, null));
		resolvers.add(new FrameHeaderArgumentResolver(conversionService, beanFactory));
		resolvers.add(new HeadersMethodArgumentResolver());
		resolvers.add(new FrameArgumentResolver(converters));
		resolvers.add(new StreamArgumentResolver());
		resolvers.add(new PrincipalArgumentResolver());
		resolvers.add(new MessageMethodArgumentResolver(converters.messageConverter()));
		// The last one takes whatever is left for the payload.
		resolvers.add(new PayloadMethodArgumentResolver(converters.messageConverter(), validator));
		return new ArgumentResolvers(resolvers);
	}

	HandlerMethodArgumentResolver find(MethodParameter parameter) {
		for (HandlerMethodArgumentResolver resolver : this.resolvers) {
			if (resolver.supportsParameter(parameter)) {
				return resolver;
			}
		}
		throw new InvalidHandlerException("Nothing resolves parameter %d of %s".formatted(parameter.getParameterIndex(),
				parameter.getExecutable().toGenericString()));
	}

}
