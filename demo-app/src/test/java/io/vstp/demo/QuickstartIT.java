package io.vstp.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * Runs the quick start of the Rust crate's README from a script that knows nothing of
 * this library.
 */
@TestPropertySource(properties = "demo.traffic.enabled=false")
class QuickstartIT extends AbstractDemoIT {

	private static final Path SCRIPTS = Path.of("..", "interop");

	@Value("${local.server.port}")
	private int webPort;

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
	void shouldPassQuickstartOverTcpWhenRunFromScript() throws Exception {
		expectSuccess("quickstart_tcp.py", "--port", Integer.toString(this.vstpPort));
	}

	@Test
	void shouldPassQuickstartOverUdpWhenRunFromScript() throws Exception {
		expectSuccess("quickstart_udp.py", "--port", Integer.toString(this.udpPort), "--http",
				"http://localhost:" + this.webPort);
	}

	private static void expectSuccess(String name, String... arguments) throws Exception {
		List<String> command = new ArrayList<>(List.of("python3", SCRIPTS.resolve(name).toString()));
		command.addAll(List.of(arguments));
		command.addAll(List.of("--timeout", "20"));
		Process script = run(command.toArray(String[]::new));
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
