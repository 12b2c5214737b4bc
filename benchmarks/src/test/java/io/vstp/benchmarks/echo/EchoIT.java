package io.vstp.benchmarks.echo;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.vstp.benchmarks.harness.Window;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each variant runs, and gets back what it sends. How fast is not looked at.
 */
@Tag("long")
class EchoIT {

	@Test
	void shouldMeasureAllVariantsOverTcp() throws Exception {
		shouldMeasure("tcp",
				Arrays.stream(EchoVariant.values())
					.map((variant) -> variant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
					.toList());
	}

	@Test
	void shouldMeasureOverUdp() throws Exception {
		shouldMeasure("udp", List.of("core", "none"));
	}

	private static void shouldMeasure(String transport, List<String> variants) throws Exception {
		EchoOptions options = EchoOptions
			.parse(List.of("--variants=" + String.join(",", variants), "--transport=" + transport, "--depths=4",
					"--forks=1", "--windows=1", "--window=50ms", "--warmup=1ms", "--jvm-args=-XX:TieredStopAtLevel=1"));
		ByteArrayOutputStream output = new ByteArrayOutputStream();

		EchoResults results = new EchoBenchmark(options, new PrintStream(output, true, StandardCharsets.UTF_8)).run();

		for (int i = 0; i < variants.size(); i++) {
			assertThat(results.windows(4, i)).singleElement().extracting(Window::operations).isNotEqualTo(0L);
			assertThat(output.toString(StandardCharsets.UTF_8)).contains("\n" + variants.get(i) + " ");
		}
	}

}
