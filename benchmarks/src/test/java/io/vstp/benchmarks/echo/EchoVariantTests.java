package io.vstp.benchmarks.echo;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

import io.vstp.benchmarks.harness.ClassPath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class EchoVariantTests {

	private static final String METERS = "io.micrometer.core.instrument.MeterRegistry";

	private static final String TRACES = "io.micrometer.tracing.Tracer";

	private static final String OPEN_TELEMETRY = "io.opentelemetry.api.OpenTelemetry";

	@ParameterizedTest
	@CsvSource({ "CORE, false, false", "CORE_METERS, true, false", "NONE, false, false", "METERS, true, false",
			"OBSERVED, true, false", "TRACED, true, true" })
	void shouldHaveOnItsClassPathWhatItIsAbout(EchoVariant variant, boolean meters, boolean traces) throws IOException {
		ClassPath classPath = variant.classPath(ClassPath.current());
		try (URLClassLoader loader = new URLClassLoader(
				classPath.entries().stream().map(EchoVariantTests::url).toArray(URL[]::new),
				ClassLoader.getPlatformClassLoader())) {
			assertThat(has(loader, METERS)).isEqualTo(meters);
			assertThat(has(loader, TRACES)).isEqualTo(traces);
			assertThat(has(loader, OPEN_TELEMETRY)).isEqualTo(traces);
			assertThat(has(loader, "io.vstp.spring.client.VstpTemplate")).isTrue();
		}
	}

	private static boolean has(ClassLoader loader, String className) {
		try {
			Class.forName(className, false, loader);
			return true;
		}
		catch (ClassNotFoundException ex) {
			return false;
		}
	}

	private static URL url(Path path) {
		try {
			return path.toUri().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

}
