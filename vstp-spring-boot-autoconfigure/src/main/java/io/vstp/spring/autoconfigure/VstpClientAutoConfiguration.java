package io.vstp.spring.autoconfigure;

import java.util.List;
import java.util.concurrent.ExecutorService;

import io.vstp.client.VstpClient;
import io.vstp.observe.Side;
import io.vstp.observe.VstpObserver;
import io.vstp.spring.client.CallObservations;
import io.vstp.spring.client.VstpCallbackExecutor;
import io.vstp.spring.client.VstpClientCustomizer;
import io.vstp.spring.client.VstpClientInterceptor;
import io.vstp.spring.client.VstpClients;
import io.vstp.spring.client.VstpConnectionDetails;
import io.vstp.spring.client.VstpPushConnections;
import io.vstp.spring.client.VstpPushExecutor;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.spring.client.VstpTemplateCustomizer;
import io.vstp.spring.convert.VstpMessageConverters;
import io.vstp.spring.customize.VstpCodecCustomizer;
import io.vstp.spring.exchange.VstpExchangeArgumentResolver;
import io.vstp.spring.exchange.VstpExchangeProxyFactory;
import io.vstp.spring.handler.HandlerObservations;
import io.vstp.spring.handler.VstpHandlerRegistry;
import io.vstp.spring.session.SessionEventListeners;
import io.vstp.spring.session.VstpSessions;
import io.vstp.transport.Checks;
import io.vstp.transport.EventLoops;
import io.vstp.transport.SessionOptions;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnThreading;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of {@link VstpTemplate} and the
 * clients behind it.
 */
@AutoConfiguration(after = { VstpAutoConfiguration.class, VstpServerAutoConfiguration.class })
@ConditionalOnClass(VstpClient.class)
@EnableConfigurationProperties(VstpClientProperties.class)
public final class VstpClientAutoConfiguration {

	private static final String THREAD_PREFIX = "vstp-client-";

	private static final String PUSH_THREAD_PREFIX = "vstp-push-";

	private static final PropertyValues VALUES = new PropertyValues("vstp.client");

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnThreading(Threading.PLATFORM)
	VstpCallbackExecutor vstpCallbackExecutor(VstpClientProperties properties, ExecutorCustomizers customizers) {
		ExecutorService pool = BoundedThreadPool.create(VALUES, properties.getExecutor().getPoolSize(),
				queueCapacity(properties), THREAD_PREFIX);
		return new VstpCallbackExecutor(customizers.apply("client", pool), pool);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnThreading(Threading.VIRTUAL)
	VstpCallbackExecutor vstpCallbackExecutorVirtualThreads(VstpClientProperties properties,
			ExecutorCustomizers customizers) {
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor(THREAD_PREFIX);
		executor.setVirtualThreads(true);
		executor.setConcurrencyLimit(queueCapacity(properties));
		executor.setRejectTasksWhenLimitReached(true);
		return new VstpCallbackExecutor(customizers.apply("client", executor), null);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnThreading(Threading.PLATFORM)
	VstpPushExecutor vstpPushExecutor(VstpClientProperties properties, ExecutorCustomizers customizers) {
		PropertyValues values = new PropertyValues("vstp.client.push");
		ExecutorService pool = BoundedThreadPool.create(values, properties.getPush().getExecutor().getPoolSize(),
				pushQueueCapacity(properties), PUSH_THREAD_PREFIX);
		return new VstpPushExecutor(customizers.apply("push", pool), pool);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnThreading(Threading.VIRTUAL)
	VstpPushExecutor vstpPushExecutorVirtualThreads(VstpClientProperties properties, ExecutorCustomizers customizers) {
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor(PUSH_THREAD_PREFIX);
		executor.setVirtualThreads(true);
		executor.setConcurrencyLimit(pushQueueCapacity(properties));
		executor.setRejectTasksWhenLimitReached(true);
		return new VstpPushExecutor(customizers.apply("push", executor), null);
	}

	private static int pushQueueCapacity(VstpClientProperties properties) {
		int capacity = properties.getPush().getExecutor().getQueueCapacity();
		VALUES.apply("push.executor.queue-capacity", capacity, (count) -> Checks.positive("queueCapacity", count));
		return capacity;
	}

	@Bean
	PushHandlers vstpPushHandlers(VstpHandlerRegistry registry, VstpPushExecutor executor,
			ObjectProvider<VstpObserver> observers, ObjectProvider<HandlerObservations> observations,
			SessionEventListeners listeners, ApplicationEventPublisher publisher) {
		return new PushHandlers(registry, executor, VstpObserver.of(observers.orderedStream().toList()),
				observations.getIfAvailable(), listeners, publisher);
	}

	@Bean
	SmartInitializingSingleton vstpPushHandlersCheck(PushHandlers handlers, VstpClients clients) {
		return () -> handlers.check(clients.names());
	}

	@Bean
	@ConditionalOnMissingBean
	VstpPushConnections vstpPushConnections(VstpClients clients, VstpHandlerRegistry registry) {
		return new VstpPushConnections(clients, registry::hasHandlersFor);
	}

	private static int queueCapacity(VstpClientProperties properties) {
		int capacity = properties.getExecutor().getQueueCapacity();
		VALUES.apply("executor.queue-capacity", capacity, (count) -> Checks.positive("queueCapacity", count));
		return capacity;
	}

	@Bean
	@ConditionalOnMissingBean
	VstpClients vstpClients(VstpClientProperties properties, VstpCallbackExecutor executor,
			ObjectProvider<EventLoops> eventLoops, ObjectProvider<SslBundles> bundles,
			ObjectProvider<VstpConnectionDetails> details, ObjectProvider<VstpObserver> observers,
			ObjectProvider<VstpCodecCustomizer> codecCustomizers, ObjectProvider<VstpClientCustomizer> customizers,
			ObjectProvider<LifecycleProperties> lifecycle, PushHandlers pushHandlers) {
		VstpObserver observer = VstpObserver.of(observers.orderedStream().toList());
		List<VstpCodecCustomizer> codecs = codecCustomizers.orderedStream().toList();
		List<VstpClientCustomizer> ordered = customizers.orderedStream().toList();
		ClientOptions options = new ClientOptions(properties, bundles.getIfAvailable())
			.details(details.orderedStream().toList());
		return new VstpClients(options.all((destination, builder) -> {
			SessionOptions.Builder session = builder.build().session().mutate();
			codecs.forEach((customizer) -> customizer.customize(Side.CLIENT, session));
			builder.session(session.build()).executor(executor.executor()).observer(observer);
			ordered.forEach((customizer) -> customizer.customize(destination, builder));
		}), eventLoops::getObject, DrainTimeout.of(lifecycle), pushHandlers::complete);
	}

	@Bean
	@ConditionalOnMissingBean
	VstpTemplate vstpTemplate(VstpClientProperties properties, VstpClients clients, VstpMessageConverters converters,
			VstpCallbackExecutor executor, ObjectProvider<VstpSessions> sessions,
			ObjectProvider<VstpConnectionDetails> details, ObjectProvider<VstpClientInterceptor> interceptors,
			ObjectProvider<CallObservations> observations, ObjectProvider<VstpTemplateCustomizer> customizers) {
		VstpTemplate.Builder template = new VstpTemplate(clients, converters, executor.executor(),
				sessions.getIfAvailable())
			.mutate();
		new ClientOptions(properties, null).details(details.orderedStream().toList())
			.retryPolicies()
			.forEach(template::retry);
		observations.ifAvailable(template::observations);
		interceptors.orderedStream().forEach(template::interceptor);
		customizers.orderedStream().forEach((customizer) -> customizer.customize(template));
		return template.build();
	}

	@Bean
	@ConditionalOnMissingBean
	VstpExchangeProxyFactory vstpExchangeProxyFactory(VstpTemplate template,
			ObjectProvider<VstpExchangeArgumentResolver> resolvers, ConfigurableBeanFactory beanFactory) {
		VstpExchangeProxyFactory.Builder factory = VstpExchangeProxyFactory.builder(template).placeholders((text) -> {
			String resolved = beanFactory.resolveEmbeddedValue(text);
			return (resolved != null) ? resolved : text;
		});
		resolvers.orderedStream().forEach(factory::argumentResolver);
		return factory.build();
	}

}
