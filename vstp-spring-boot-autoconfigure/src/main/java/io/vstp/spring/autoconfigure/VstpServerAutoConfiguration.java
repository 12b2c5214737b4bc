package io.vstp.spring.autoconfigure;

import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

import io.vstp.observe.Side;
import io.vstp.observe.VstpObserver;
import io.vstp.server.VstpServer;
import io.vstp.server.VstpServerOptions;
import io.vstp.spring.customize.VstpCodecCustomizer;
import io.vstp.spring.handler.HandlerObservations;
import io.vstp.spring.handler.VstpFrameHandler;
import io.vstp.spring.handler.VstpHandlerRegistry;
import io.vstp.spring.server.VstpHandlerExecutor;
import io.vstp.spring.server.VstpServerCustomizer;
import io.vstp.spring.server.VstpServerLifecycle;
import io.vstp.spring.session.SessionEventListeners;
import io.vstp.spring.session.SessionEventPublisher;
import io.vstp.spring.session.VstpSessions;
import io.vstp.transport.Checks;
import io.vstp.transport.EventLoops;
import io.vstp.transport.SessionOptions;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnThreading;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of the VSTP server. It listens where
 * there is at least one {@link io.vstp.spring.annotation.VstpHandler @VstpHandler}.
 */
@AutoConfiguration(after = VstpAutoConfiguration.class)
@ConditionalOnClass(VstpServer.class)
@ConditionalOnBooleanProperty(name = "vstp.server.enabled", matchIfMissing = true)
@EnableConfigurationProperties(VstpServerProperties.class)
public final class VstpServerAutoConfiguration {

	static final String SERVER_NAME = "vstp";

	private static final String THREAD_PREFIX = "vstp-handler-";

	// As many tasks may wait as the server lets in, and events, so that none is rejected.
	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnThreading(Threading.PLATFORM)
	VstpHandlerExecutor vstpHandlerExecutor(VstpServerProperties properties, ExecutorCustomizers customizers) {
		PropertyValues values = new PropertyValues("vstp.server");
		values.apply("max-in-flight", properties.getMaxInFlight(), (count) -> Checks.positive("maxInFlight", count));
		ExecutorService pool = BoundedThreadPool.create(values, properties.getExecutor().getPoolSize(),
				BoundedThreadPool.capacity(properties.getMaxInFlight(), SessionEventPublisher.MAX_WAITING),
				THREAD_PREFIX);
		return new VstpHandlerExecutor(customizers.apply("handler", pool), pool);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnThreading(Threading.VIRTUAL)
	VstpHandlerExecutor vstpHandlerExecutorVirtualThreads(ExecutorCustomizers customizers) {
		return new VstpHandlerExecutor(customizers.apply("handler", new VirtualThreadTaskExecutor(THREAD_PREFIX)),
				null);
	}

	@Bean
	@ConditionalOnMissingBean
	@Conditional(OnTransportCondition.class)
	VstpServerLifecycle vstpServerLifecycle(VstpServerProperties properties, VstpHandlerRegistry registry,
			VstpHandlerExecutor executor, ObjectProvider<EventLoops> eventLoops, ObjectProvider<SslBundles> bundles,
			ObjectProvider<VstpObserver> observers, ObjectProvider<VstpCodecCustomizer> codecCustomizers,
			ObjectProvider<VstpServerCustomizer> customizers, ObjectProvider<LifecycleProperties> lifecycle,
			ApplicationEventPublisher publisher, SessionEventListeners listeners,
			ObjectProvider<HandlerObservations> observations) {
		VstpObserver observer = VstpObserver.of(observers.orderedStream().toList());
		SessionEventPublisher events = new SessionEventPublisher(Side.SERVER, SERVER_NAME, listeners,
				executor.executor(), publisher);
		Supplier<VstpServerOptions> options = () -> {
			VstpServerOptions.Builder builder = new ServerOptions(properties, bundles.getIfAvailable()).builder()
				.executor(executor.executor())
				.eventLoops(eventLoops.getObject())
				.observer(observer)
				.addSessionListener(events);
			SessionOptions.Builder session = builder.build().session().mutate();
			codecCustomizers.orderedStream().forEach((customizer) -> customizer.customize(Side.SERVER, session));
			builder.session(session.build());
			customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
			return builder.build();
		};
		return new VstpServerLifecycle(options, registry, new VstpFrameHandler(registry, observer, SERVER_NAME,
				executor.executor(), observations.getIfAvailable()), DrainTimeout.of(lifecycle), publisher, events);
	}

	@Bean
	@ConditionalOnMissingBean
	@Conditional(OnTransportCondition.class)
	VstpSessions vstpSessions(ObjectProvider<VstpServerLifecycle> lifecycle) {
		return new VstpSessions(() -> {
			VstpServerLifecycle server = lifecycle.getIfAvailable();
			return (server != null) ? server.server() : null;
		});
	}

	@Bean
	LocalPortListener vstpLocalPortListener(ApplicationContext context) {
		return new LocalPortListener(context);
	}

}
