package io.vstp.benchmarks.transfer;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages arrive, or do not within the limit. How fast is not looked at.
 */
@Tag("long")
class TransferIT {

	@Test
	void shouldMeasureEachWay() throws Exception {
		String output = run("--megabytes=1", "--losses=0,0.02", "--delays=0ms,5ms", "--times=1");

		assertThat(output.lines().filter((line) -> line.endsWith("%)"))).hasSize(4)
			.anyMatch((line) -> line.startsWith("2.0%     10 ms"));
	}

	@Test
	void shouldSayWhichWaysTakeTooLong() throws Exception {
		assertThat(run("--megabytes=1", "--losses=0", "--delays=500ms", "--times=1", "--limit=1s"))
			.contains("1000 ms      not within 1 s");
	}

	private static String run(String... arguments) throws Exception {
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		new TransferBenchmark(TransferOptions.parse(List.of(arguments)),
				new PrintStream(output, true, StandardCharsets.UTF_8))
			.run();
		return output.toString(StandardCharsets.UTF_8);
	}

}
