package io.vstp.spring.autoconfigure;

import java.io.IOException;
import java.net.ServerSocket;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.client.VstpTemplate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that lack Micrometer, or a part of it, start, call and handle.
 */
class VstpWithoutMicrometerIT {

	@ParameterizedTest
	@CsvSource({ "io.micrometer, none, 0", "io.micrometer.observation, none, 1", "io.micrometer.core, none, 0",
			"none, vstp.none, 1", "none, vstp, 1" })
	void shouldCallAndHandleWhateverIsMissing(String missing, String disabled, int recorded) throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(VstpAutoConfiguration.class, VstpServerAutoConfiguration.class,
					VstpClientAutoConfiguration.class, VstpMetricsAutoConfiguration.class,
					VstpObservationAutoConfiguration.class, ObservationAutoConfiguration.class,
					MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(missing))
			.withUserConfiguration(Echo.class)
			.withPropertyValues("vstp.server.tcp.port=" + port, "vstp.server.tcp.address=127.0.0.1",
					"vstp.client.destinations.self.address=127.0.0.1:" + port,
					"management.observations.enable.%s=false".formatted(disabled))
			.run((context) -> {
				VstpTemplate template = context.getBean(VstpTemplate.class);
				assertThat(template.to("self").header("op", "echo").payload("hello").exchange(String.class))
					.isEqualTo("hello");
				assertThat(recorded(context, "vstp.handler")).isEqualTo(recorded);
				assertThat(recorded(context, "vstp.client.call")).isEqualTo(recorded);
			});
	}

	private static long recorded(ApplicationContext context, String name) {
		return context.getBeanProvider(MeterRegistry.class)
			.stream()
			.flatMap((registry) -> registry.find(name).timers().stream())
			.mapToLong(Timer::count)
			.sum();
	}

	@Configuration(proxyBeanMethods = false)
	static class Echo {

		@VstpHandler("op=echo")
		String echo(String text) {
			return text;
		}

	}

}
