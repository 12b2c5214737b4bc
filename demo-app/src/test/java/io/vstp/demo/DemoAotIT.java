package io.vstp.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the executable jar, which the build has processed ahead of time, as its users do.
 */
@Tag("long")
class DemoAotIT {

	private static final Pattern LISTENING = Pattern.compile("VSTP listening on tcp \\S+:(\\d+) ");

	private static final String JSON = "application/json";

	private Process demo;

	@Test
	@Timeout(value = 3, unit = TimeUnit.MINUTES)
	void shouldAnswerWhenItRunsAsProcessedAheadOfTime() throws IOException {
		this.demo = start("-Dspring.aot.enabled=true", "--server.port=0", "--vstp.server.tcp.port=" + FreePorts.find(),
				"--vstp.server.udp.enabled=false", "--demo.traffic.enabled=false",
				"--demo.files.directory=target/demo-files/aot");
		List<String> log = new ArrayList<>();
		int port = awaitPort(this.demo.inputReader(), log);
		assertThat(log).anyMatch((line) -> line.contains("Starting AOT-processed DemoApplication"));
		try (RawClient client = new RawClient(port)) {
			assertThat(client.exchange(Map.of("op", "echo"), new byte[] { 1, 2 }).payload())
				.isEqualTo(new byte[] { 1, 2 });
			client.exchange(Map.of("sensor-id", "aot", "content-type", JSON, "correlation-id", "1"),
					"{\"value\":21.5}");
			RawFrame latest = client.exchange(Map.of("sensor-id", "aot", "op", "latest"), "");
			assertThat(new String(latest.payload(), StandardCharsets.UTF_8)).isEqualTo("{\"value\":21.5}");
		}
	}

	private static Process start(String option, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), option, "-jar",
						System.getProperty("demo.jar")));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectErrorStream(true).start();
	}

	private static int awaitPort(BufferedReader output, List<String> log) throws IOException {
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			log.add(line);
			Matcher matcher = LISTENING.matcher(line);
			if (matcher.find()) {
				return Integer.parseInt(matcher.group(1));
			}
		}
		throw new AssertionError("The demo ended:\n" + String.join("\n", log));
	}

	@AfterEach
	void stop() {
		if (this.demo != null) {
			this.demo.destroyForcibly();
		}
	}

}
