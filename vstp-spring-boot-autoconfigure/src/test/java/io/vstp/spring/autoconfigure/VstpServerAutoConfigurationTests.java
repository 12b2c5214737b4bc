package io.vstp.spring.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.spring.convert.VstpMessageConverters;
import io.vstp.spring.handler.VstpHandlerRegistry;
import io.vstp.spring.server.VstpHandlerExecutor;
import io.vstp.spring.server.VstpServerLifecycle;
import io.vstp.spring.server.VstpServerState;
import io.vstp.spring.session.VstpSessions;
import io.vstp.transport.EventLoops;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.CompositeMessageConverter;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.StringMessageConverter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link VstpServerAutoConfiguration} and {@link VstpAutoConfiguration} that
 * open no socket.
 */
@ExtendWith(OutputCaptureExtension.class)
class VstpServerAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(VstpAutoConfiguration.class, VstpServerAutoConfiguration.class, JacksonAutoConfiguration.class));

	@Test
	void shouldOpenNothingWhenThereAreNoHandlers(CapturedOutput output) {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(VstpServerLifecycle.class).hasSingleBean(VstpHandlerRegistry.class);
			VstpServerLifecycle lifecycle = context.getBean(VstpServerLifecycle.class);
			assertThat(lifecycle.state()).isEqualTo(VstpServerState.UNUSED);
			assertThat(lifecycle.isRunning()).isFalse();
			assertThat(lifecycle.server()).isNull();
			assertThat(context.getSourceApplicationContext().getBeanFactory().containsSingleton("vstpEventLoops"))
				.isFalse();
			assertThat(context.getEnvironment().containsProperty("local.vstp.tcp.port")).isFalse();
		});
		assertThat(output.getAll().lines().filter((line) -> line.contains("VSTP")))
			.noneMatch((line) -> line.contains("INFO") || line.contains("WARN") || line.contains("ERROR"));
	}

	@Test
	void shouldBeAbsentWhenServerIsDisabled() {
		this.runner.withUserConfiguration(TestHandlers.class)
			.withPropertyValues("vstp.server.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(VstpServerLifecycle.class)
				.doesNotHaveBean(VstpSessions.class)
				.hasSingleBean(VstpHandlerRegistry.class)
				.hasSingleBean(VstpMessageConverters.class));
	}

	@Test
	void shouldNotListenWhenBothTransportsAreDisabled() {
		this.runner.withUserConfiguration(TestHandlers.class)
			.withPropertyValues("vstp.server.tcp.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(VstpServerLifecycle.class)
				.hasSingleBean(VstpHandlerRegistry.class));
	}

	@Test
	void shouldHaveServerWhenUdpAloneIsEnabled() {
		this.runner.withPropertyValues("vstp.server.tcp.enabled=false", "vstp.server.udp.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(VstpServerLifecycle.class));
	}

	@Test
	void shouldLeaveTaskExecutorOfBootAloneWhenHandlersHaveTheirOwn() {
		this.runner.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.run((context) -> assertThat(context).hasBean("applicationTaskExecutor")
				.hasSingleBean(Executor.class)
				.hasSingleBean(VstpHandlerExecutor.class));
	}

	@Test
	void shouldRunHandlersOnDaemonThreadsOfAPoolByDefault() {
		this.runner.run((context) -> {
			Thread thread = threadOf(context.getBean(VstpHandlerExecutor.class));
			assertThat(thread.getName()).startsWith("vstp-handler-");
			assertThat(thread.isDaemon()).isTrue();
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void shouldRunHandlersOnVirtualThreadsWhenTheyAreEnabled() {
		this.runner.withPropertyValues("spring.threads.virtual.enabled=true").run((context) -> {
			Thread thread = threadOf(context.getBean(VstpHandlerExecutor.class));
			assertThat(thread.getName()).startsWith("vstp-handler-");
			assertThat(thread.getClass().getSimpleName()).isEqualTo("VirtualThread");
		});
	}

	private static Thread threadOf(VstpHandlerExecutor executor) {
		CompletableFuture<Thread> thread = new CompletableFuture<>();
		executor.executor().execute(() -> thread.complete(Thread.currentThread()));
		return thread.join();
	}

	@Test
	void shouldNamePropertyWhenPoolSizeIsInvalid() {
		this.runner.withPropertyValues("vstp.server.executor.pool-size=0")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining("poolSize must be above 0"));
	}

	@Test
	void shouldBackOffWhenUserHasBeansOfTheirOwn() {
		this.runner.withUserConfiguration(OwnBeans.class)
			.run((context) -> assertThat(context).hasSingleBean(VstpMessageConverters.class)
				.hasSingleBean(EventLoops.class)
				.hasSingleBean(VstpHandlerExecutor.class)
				.doesNotHaveBean("vstpMessageConverters")
				.doesNotHaveBean("vstpEventLoops")
				.doesNotHaveBean("vstpHandlerExecutor"));
	}

	@Test
	void shouldConvertJsonWithMapperOfBootWhenJacksonIsThere() {
		this.runner.withBean(JsonMapper.class,
				() -> JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE).build())
			.run((context) -> {
				assertThat(context).doesNotHaveBean(MessageConverter.class);
				VstpMessageConverters converters = context.getBean(VstpMessageConverters.class);
				assertThat(
						converters.toFrame(FrameType.DATA, new TestHandlers.Item("a", 1), Headers.EMPTY).payloadText())
					.isEqualTo("{\"Name\":\"a\",\"Count\":1}");
			});
	}

	@Test
	void shouldStartWithoutJsonWhenJacksonIsAbsent() {
		this.runner.withClassLoader(new FilteredClassLoader("tools.jackson")).run((context) -> {
			assertThat(context).hasNotFailed();
			VstpMessageConverters converters = context.getBean(VstpMessageConverters.class);
			assertThatExceptionOfType(MessageConversionException.class)
				.isThrownBy(() -> converters.toFrame(FrameType.DATA, List.of(1), Headers.EMPTY));
		});
	}

	@Test
	void shouldUseConvertersOfTheApplicationButNotCompositesOfFrameworks() {
		this.runner.withUserConfiguration(OwnConverters.class).run((context) -> {
			VstpMessageConverters converters = context.getBean(VstpMessageConverters.class);
			assertThat(converters.toFrame(FrameType.DATA, 'x', Headers.EMPTY).payloadText()).isEqualTo("own x");
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnBeans {

		@Bean
		VstpMessageConverters ownConverters() {
			return VstpMessageConverters.create(null, List.of());
		}

		@Bean
		EventLoops ownEventLoops() {
			return EventLoops.create(1, "own");
		}

		@Bean
		VstpHandlerExecutor ownExecutor() {
			return new VstpHandlerExecutor(Runnable::run);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnConverters {

		@Bean
		CompositeMessageConverter brokerMessageConverter() {
			return new CompositeMessageConverter(List.of(new CharacterConverter("framework ")));
		}

		@Bean
		MessageConverter characterConverter() {
			return new CharacterConverter("own ");
		}

	}

	static class CharacterConverter extends StringMessageConverter {

		private final String prefix;

		CharacterConverter(String prefix) {
			this.prefix = prefix;
		}

		@Override
		protected boolean supports(Class<?> type) {
			return type == Character.class;
		}

		@Override
		protected Object convertToInternal(Object payload, MessageHeaders headers, Object conversionHint) {
			return (this.prefix + payload).getBytes(StandardCharsets.UTF_8);
		}

	}

}
