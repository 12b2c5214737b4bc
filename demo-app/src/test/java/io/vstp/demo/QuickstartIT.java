package io.vstp.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * Runs the quick start of the Rust crate's README from a script that knows nothing of
 * this library.
 */
@TestPropertySource(properties = "demo.traffic.enabled=false")
class QuickstartIT extends AbstractDemoIT {

	private static final Path SCRIPT = Path.of("..", "interop", "quickstart_tcp.py");

	@BeforeAll
	static void findPython() throws InterruptedException {
		try {
			assertThat(run("python3", "--version").exitValue()).isZero();
		}
		catch (IOException ex) {
			abort("python3 is not there: " + ex.getMessage());
		}
	}

	@Test
	void shouldPassQuickstartWhenRunFromScript() throws Exception {
		Process script = run("python3", SCRIPT.toString(), "--port", Integer.toString(this.vstpPort));
		String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(script.exitValue()).as(output).isZero();
		assertThat(output).contains(" 0 failed");
	}

	private static Process run(String... command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		if (!process.waitFor(2, TimeUnit.MINUTES)) {
			process.destroyForcibly();
			throw new IllegalStateException("Does not end: " + String.join(" ", command));
		}
		return process;
	}

}
