package io.vstp.spring.autoconfigure;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.vstp.spring.metrics.VstpMeters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with a server and a destination starts, and frames are answered,
 * whichever of the libraries there are that it is observed by.
 */
@Tag("long")
class ObservabilityCombinationsIT {

	@ParameterizedTest(name = "without {0}")
	@CsvSource(delimiter = '|',
			textBlock = """
					health              | org.springframework.boot.health
					Actuator and health | org.springframework.boot.actuate,org.springframework.boot.health
					Micrometer          | io.micrometer
					meters              | io.micrometer.core,org.springframework.boot.micrometer.metrics
					observations        | io.micrometer.observation,org.springframework.boot.micrometer.observation
					all of them         | io.micrometer,org.springframework.boot.actuate,org.springframework.boot.health,org.springframework.boot.micrometer
					""")
	void shouldAnswerWhenLibraryIsHidden(String name, String packages) {
		String[] hidden = packages.split(",");
		TinyApp.run(runner(hidden).withClassLoader(new FilteredClassLoader(hidden)), (context) -> {
			assertThat(context.containsBean("vstpEndpoint"))
				.isEqualTo(!packages.contains("org.springframework.boot.actuate"));
			assertThat(context.containsBean("vstpHealthContributor"))
				.isEqualTo(!packages.contains("org.springframework.boot.health"));
			assertThat(context.containsBean("vstpMeters")).isEqualTo(Arrays.stream(hidden)
				.noneMatch((each) -> each.matches("io\\.micrometer(\\.core)?|.*\\.micrometer(\\.metrics)?")));
		});
	}

	@Test
	void shouldAnswerWhenNobodyGetsTheMeters() {
		TinyApp.run(runner().withPropertyValues("management.defaults.metrics.export.enabled=false"),
				(context) -> assertThat(context).hasSingleBean(VstpMeters.class));
	}

	@Test
	void shouldAnswerWhenThereIsNoRegistryOfMeters() {
		TinyApp.run(runner("org.springframework.boot.micrometer.metrics"),
				(context) -> assertThat(context).doesNotHaveBean(MeterRegistry.class)
					.doesNotHaveBean(VstpMeters.class));
	}

	@Test
	void shouldAnswerWhenThereIsNoRegistryOfObservations() {
		TinyApp.run(runner("org.springframework.boot.micrometer.observation"),
				(context) -> assertThat(context).doesNotHaveBean(ObservationRegistry.class)
					.hasSingleBean(VstpMeters.class));
	}

	@ParameterizedTest(name = "without {1}")
	@CsvSource(textBlock = """
			micrometer-(core|jakarta9|registry|tracing), io.micrometer.core.instrument.MeterRegistry
			micrometer-, io.micrometer.observation.ObservationRegistry
			""")
	void shouldAnswerWhenJarsAreNotThere(String jars, String missing) throws IOException, InterruptedException {
		assertThat(runWithout("(%s|spring-boot-(actuator|health|micrometer)).*".formatted(jars), missing))
			.contains(TinyApp.ANSWERED);
	}

	// What Micrometer's meters are is not known to those who are told of observations.
	@Test
	void shouldObserveWhenThereAreNoMetersButSomebodyListens() throws IOException, InterruptedException {
		assertThat(runWithout(
				"(micrometer-(core|jakarta9|registry|tracing)|spring-boot-(actuator|health|micrometer-(metrics|tracing))).*",
				"io.micrometer.core.instrument.MeterRegistry", "tiny.listening=true"))
			.contains(TinyApp.ANSWERED, TinyApp.OBSERVED + "vstp.client.call", TinyApp.OBSERVED + "vstp.handler");
	}

	private static String runWithout(String jars, String missing, String... properties)
			throws IOException, InterruptedException {
		Pattern left = Pattern.compile(jars);
		String path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !left.matcher(Path.of(entry).getFileName().toString()).matches())
			.collect(Collectors.joining(File.pathSeparator));
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
						"-XX:TieredStopAtLevel=1", "-cp", path, TinyApp.class.getName(), missing));
		command.addAll(List.of(properties));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try {
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).as(output).isZero();
			return output;
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static ApplicationContextRunner runner(String... hidden) {
		return TinyApp.runner(hidden)
			.withPropertyValues("management.endpoints.jmx.exposure.include=vstp", "spring.jmx.enabled=true");
	}

}
