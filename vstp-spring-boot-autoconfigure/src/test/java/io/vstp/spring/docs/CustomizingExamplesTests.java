package io.vstp.spring.docs;

import java.util.concurrent.CompletableFuture;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vstp.client.VstpClientOptions;
import io.vstp.spring.client.VstpClientCustomizer;
import io.vstp.spring.client.VstpClients;
import io.vstp.spring.server.VstpHandlerExecutor;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.context.annotation.UserConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the examples of {@code docs/customizing.md}.
 */
class CustomizingExamplesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ImportCandidates.load(AutoConfiguration.class, null)
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("io.vstp."))
			.map((name) -> ClassUtils.resolveClassName(name, null))
			.toArray(Class[]::new)))
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withBean(CustomizingExamples.TelemetryContainer.class, Container::new)
		.withConfiguration(UserConfigurations.of(CustomizingExamples.Details.class));

	@Test
	void shouldHaveDestinationOfContainer() {
		this.runner
			.run((context) -> assertThat(context.getBean(VstpClients.class).names()).containsExactly("telemetry"));
	}

	@Test
	void shouldCustomize() {
		Seen seen = new Seen();
		this.runner.withUserConfiguration(CustomizingExamples.Customizers.class)
			.withBean(VstpClientCustomizer.class, () -> seen)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				VstpClientOptions options = seen.options.build();
				assertThat(options.addresses().get(0).getPort()).isEqualTo(49_152);
				assertThat(options.callTimeout()).hasMinutes(1);
				assertThat(options.session().limits().maxFrameLength()).isEqualTo(65_536);
				CompletableFuture<String> task = new CompletableFuture<>();
				context.getBean(VstpHandlerExecutor.class).executor().execute(() -> task.complete(MDC.get("task")));
				assertThat(task.join()).isEqualTo("vstp");
				assertThat(context.getBean(MeterRegistry.class)
					.find("executor.execution")
					.tag("name", "vstp-handler")
					.timer()).isNotNull();
			});
	}

	@Test
	void shouldRunHandlersOnOwnExecutor() {
		this.runner.withUserConfiguration(CustomizingExamples.OwnExecutor.class)
			.run((context) -> assertThat(context).hasSingleBean(VstpHandlerExecutor.class));
	}

	static class Seen implements VstpClientCustomizer {

		private VstpClientOptions.Builder options;

		@Override
		public void customize(String destination, VstpClientOptions.Builder options) {
			this.options = options;
		}

	}

	static class Container implements CustomizingExamples.TelemetryContainer {

		@Override
		public String getHost() {
			return "localhost";
		}

		@Override
		public int getMappedPort(int port) {
			return 49_152;
		}

	}

}
