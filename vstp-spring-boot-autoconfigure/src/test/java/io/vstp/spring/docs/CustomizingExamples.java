package io.vstp.spring.docs;

import java.time.Duration;
import java.util.concurrent.Executors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import io.vstp.spring.client.VstpClientCustomizer;
import io.vstp.spring.client.VstpConnectionDetails;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.spring.customize.VstpCodecCustomizer;
import io.vstp.spring.customize.VstpExecutorCustomizer;
import io.vstp.spring.server.VstpHandlerExecutor;
import io.vstp.spring.server.VstpServerCustomizer;
import org.slf4j.MDC;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskDecorator;

/**
 * Examples of {@code docs/customizing.md}.
 */
final class CustomizingExamples {

	private CustomizingExamples() {
	}

	@Configuration(proxyBeanMethods = false)
	static class Details {

		@Bean
		VstpConnectionDetails telemetryConnectionDetails(TelemetryContainer container) {
			return VstpConnectionDetails.of("telemetry", container.getHost(), container.getMappedPort(6969));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		VstpServerCustomizer fewConnections() {
			return (options) -> options.maxConnections(100);
		}

		@Bean
		VstpClientCustomizer patientTelemetry() {
			return (destination, options) -> {
				if (destination.equals("telemetry")) {
					options.callTimeout(Duration.ofMinutes(1));
				}
			};
		}

		@Bean
		VstpCodecCustomizer smallFrames() {
			return (side, options) -> options.limits(options.build().limits().withMaxFrameLength(64 * 1024));
		}

		@Bean
		VstpExecutorCustomizer measuredExecutors(MeterRegistry registry) {
			return (name, executor) -> ExecutorServiceMetrics.monitor(registry, executor, "vstp-" + name);
		}

		@Bean
		TaskDecorator namedTasks() {
			return (task) -> () -> {
				try (MDC.MDCCloseable ignored = MDC.putCloseable("task", "vstp")) {
					task.run();
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnExecutor {

		@Bean
		VstpHandlerExecutor vstpHandlerExecutor() {
			return new VstpHandlerExecutor(Executors.newFixedThreadPool(4));
		}

	}

	@RegisterReflectionForBinding(Reading.class)
	static class Telemetry {

		private final VstpTemplate template;

		Telemetry(VstpTemplate template) {
			this.template = template;
		}

		Reading latest(String sensor) {
			return this.template.to("telemetry")
				.header("sensor-id", sensor)
				.header("op", "latest")
				.exchange(Reading.class);
		}

	}

	record Reading(double value) {

	}

	/**
	 * In the way of Testcontainers.
	 */
	interface TelemetryContainer {

		String getHost();

		int getMappedPort(int port);

	}

}
