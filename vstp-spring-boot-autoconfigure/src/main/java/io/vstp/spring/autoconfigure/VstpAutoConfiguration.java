package io.vstp.spring.autoconfigure;

import io.vstp.spring.convert.VstpMessageConverters;
import io.vstp.spring.customize.VstpExecutorCustomizer;
import io.vstp.spring.handler.VstpHandlerRegistry;
import io.vstp.spring.session.SessionEventListeners;
import io.vstp.transport.EventLoops;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.task.TaskDecorator;
import org.springframework.messaging.converter.CompositeMessageConverter;
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of what VSTP servers and clients
 * have in common: event loops, message converters and handlers.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnClass({ EventLoops.class, MessageConverter.class })
public final class VstpAutoConfiguration {

	// Lazy, because event loops open selectors as soon as they are there.
	@Bean(destroyMethod = "close")
	@Lazy
	@ConditionalOnMissingBean
	EventLoops vstpEventLoops() {
		return EventLoops.create(0, "vstp-io");
	}

	@Bean
	@ConditionalOnMissingBean
	VstpMessageConverters vstpMessageConverters(ObjectProvider<JsonConverter> json,
			ObjectProvider<MessageConverter> custom) {
		JsonConverter converter = json.getIfAvailable();
		// Frameworks publish their defaults as composites (STOMP, Spring Integration,
		// Spring Cloud Stream); a single converter is the application's own.
		return VstpMessageConverters.create((converter != null) ? converter.converter() : null,
				custom.orderedStream()
					.filter((candidate) -> !(candidate instanceof CompositeMessageConverter))
					.toList());
	}

	@Bean
	@ConditionalOnMissingBean
	VstpHandlerRegistry vstpHandlerRegistry(VstpMessageConverters converters,
			ObjectProvider<HandlerMethodArgumentResolver> resolvers) {
		return new VstpHandlerRegistry(converters, resolvers.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	SessionEventListeners vstpSessionEventListeners(ApplicationContext context) {
		return new SessionEventListeners(context);
	}

	// Looks at the listeners before an event loop has to.
	@Bean
	SmartInitializingSingleton vstpSessionEventListenersCheck(SessionEventListeners listeners) {
		return listeners::getAsBoolean;
	}

	@Bean
	ExecutorCustomizers vstpExecutorCustomizers(ObjectProvider<TaskDecorator> decorators,
			ObjectProvider<VstpExecutorCustomizer> customizers) {
		return new ExecutorCustomizers(decorators, customizers);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JsonMapper.class)
	static class JacksonConfiguration {

		@Bean
		@ConditionalOnSingleCandidate(JsonMapper.class)
		JsonConverter vstpJsonConverter(JsonMapper mapper) {
			return new JsonConverter(new JacksonJsonMessageConverter(mapper));
		}

	}

	/**
	 * Holds the converter of JSON, which would be everybody's as a bean.
	 *
	 * @param converter the converter
	 */
	record JsonConverter(MessageConverter converter) {

	}

}
