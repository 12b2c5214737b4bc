package io.vstp.spring.autoconfigure;

import java.util.concurrent.Executor;

import io.vstp.spring.client.VstpCallbackExecutor;
import io.vstp.spring.client.VstpClientCustomizer;
import io.vstp.spring.client.VstpClients;
import io.vstp.spring.client.VstpTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link VstpClientAutoConfiguration} that open no socket.
 */
class VstpClientAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(VstpAutoConfiguration.class, VstpClientAutoConfiguration.class, SslAutoConfiguration.class));

	@Test
	void shouldOfferTemplateWhenNoDestinationIsConfigured() {
		this.runner.run((context) -> {
			VstpTemplate template = context.getBean(VstpTemplate.class);
			assertThatIllegalArgumentException().isThrownBy(() -> template.to("telemetry"))
				.withMessage("There is no VSTP destination 'telemetry'. "
						+ "None is configured: set vstp.client.destinations.NAME.address");
			assertThat(context.getSourceApplicationContext().getBeanFactory().containsSingleton("vstpEventLoops"))
				.isFalse();
		});
	}

	@Test
	void shouldListDestinationsWhenNameIsUnknown() {
		this.runner
			.withPropertyValues("vstp.client.destinations.telemetry.address=a:1",
					"vstp.client.destinations.files.address=b:2")
			.run((context) -> {
				assertThat(context.getBean(VstpClients.class).names()).containsExactlyInAnyOrder("telemetry", "files");
				assertThatIllegalArgumentException()
					.isThrownBy(() -> context.getBean(VstpTemplate.class).to("telemetri"))
					.withMessageStartingWith("There is no VSTP destination 'telemetri'. "
							+ "Configured under vstp.client.destinations: ")
					.withMessageContaining("telemetry")
					.withMessageContaining("files");
			});
	}

	@Test
	void shouldCustomizeOptionsInOrderWhenThereAreCustomizers() {
		StringBuilder calls = new StringBuilder();
		this.runner.withPropertyValues("vstp.client.destinations.telemetry.address=a:1")
			.withBean("one", VstpClientCustomizer.class,
					() -> (destination, options) -> calls.append("1").append(destination))
			.run((context) -> assertThat(calls).hasToString("1telemetry"));
	}

	@Test
	void shouldFailAtStartWhenBundleIsMissing() {
		this.runner
			.withPropertyValues("vstp.client.destinations.telemetry.address=a:1",
					"vstp.client.destinations.telemetry.ssl.bundle=absent")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasStackTraceContaining("vstp.client.destinations.telemetry.ssl.bundle"));
	}

	@Test
	void shouldLeaveTaskExecutorOfBootAloneWhenCallbacksHaveTheirOwn() {
		this.runner.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.run((context) -> assertThat(context).hasBean("applicationTaskExecutor").hasSingleBean(Executor.class));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void shouldCompleteCallsOnVirtualThreadsWhenTheyAreEnabled() {
		this.runner.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(context.getBean(VstpCallbackExecutor.class).executor()).isInstanceOfSatisfying(
					SimpleAsyncTaskExecutor.class,
					(executor) -> assertThat(executor.getConcurrencyLimit()).isEqualTo(65_536)));
	}

	@Test
	void shouldNamePropertyWhenQueueCapacityIsInvalid() {
		this.runner.withPropertyValues("vstp.client.executor.queue-capacity=0")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasStackTraceContaining("Property vstp.client.executor.queue-capacity"));
	}

	@Test
	void shouldBackOffWhenUserHasTemplate() {
		this.runner.withBean("own", VstpTemplate.class, () -> new VstpTemplate(null, null, null))
			.run((context) -> assertThat(context).hasSingleBean(VstpTemplate.class).hasBean("own"));
	}

	@Test
	void shouldRefuseCallsWhenContextIsClosed() {
		this.runner.withPropertyValues("vstp.client.destinations.telemetry.address=a:1").run((context) -> {
			VstpTemplate template = context.getBean(VstpTemplate.class);
			context.close();
			assertThatIllegalStateException().isThrownBy(() -> template.to("telemetry").send())
				.withMessage("The VSTP client of 'telemetry' is closed");
			assertThat(template.to("telemetry").sendAsync()).isCompletedExceptionally();
		});
	}

	@Test
	void shouldWorkWithoutOptionalModules() {
		this.runner
			.withClassLoader(
					new FilteredClassLoader("io.micrometer", "tools.jackson", "org.springframework.boot.health",
							"org.springframework.boot.jackson", "org.springframework.boot.micrometer"))
			.withConfiguration(AutoConfigurations.of(VstpServerAutoConfiguration.class,
					VstpMetricsAutoConfiguration.class, VstpHealthAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(VstpTemplate.class));
	}

}
