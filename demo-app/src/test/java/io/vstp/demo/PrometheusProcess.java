package io.vstp.demo;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The Prometheus that is installed on this machine, run with the configuration and the
 * rules of {@code docs/observability}, but for the application to scrape and how often.
 */
final class PrometheusProcess implements AutoCloseable {

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

	private final int port = FreePorts.find();

	private final Path log;

	private final Process process;

	PrometheusProcess(Path directory, int application) throws IOException {
		String configuration = Files.readString(Dashboard.DIRECTORY.resolve("prometheus.yml"))
			.replace("localhost:8080", "localhost:" + application)
			.replace("15s", "1s");
		Path file = Files.writeString(directory.resolve("prometheus.yml"), configuration);
		Files.copy(Dashboard.DIRECTORY.resolve("prometheus-rules.yml"), directory.resolve("prometheus-rules.yml"));
		this.log = directory.resolve("prometheus.log");
		this.process = new ProcessBuilder("prometheus", "--config.file=" + file,
				"--storage.tsdb.path=" + directory.resolve("data"), "--web.listen-address=127.0.0.1:" + this.port,
				"--log.level=warn")
			.redirectErrorStream(true)
			.redirectOutput(this.log.toFile())
			.start();
		await().atMost(Duration.ofSeconds(30)).until(this::isReady);
	}

	/**
	 * Returns whether Prometheus and its tool are there. Called by name.
	 * @return whether both are on the path of executables
	 */
	static boolean isInstalled() {
		return Stream.of("prometheus", "promtool").allMatch(PrometheusProcess::isOnPath);
	}

	private static boolean isOnPath(String program) {
		return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.anyMatch((directory) -> Files.isExecutable(Path.of(directory, program)));
	}

	/**
	 * Runs {@code promtool} in the directory of the documentation.
	 * @param arguments its arguments
	 */
	static void check(String... arguments) throws IOException, InterruptedException {
		Process tool = new ProcessBuilder(Stream.concat(Stream.of("promtool"), Arrays.stream(arguments)).toList())
			.directory(Dashboard.DIRECTORY.toFile())
			.redirectErrorStream(true)
			.start();
		String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(tool.waitFor(30, TimeUnit.SECONDS)).isTrue();
		assertThat(tool.exitValue()).as("promtool %s: %s", List.of(arguments), output).isZero();
	}

	/**
	 * Evaluates an expression.
	 * @param expression PromQL
	 * @return its values now
	 */
	List<Double> values(String expression) {
		JsonNode answer = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
		assertThat(answer.path("status").stringValue("")).as("%s: %s", expression, answer).isEqualTo("success");
		return answer.at("/data/result")
			.valueStream()
			.map((series) -> Double.valueOf(series.at("/value/1").stringValue().replace("Inf", "Infinity")))
			.toList();
	}

	JsonNode get(String path) {
		try {
			return JSON.readTree(send(path).body());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private HttpResponse<String> send(String path) throws IOException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.timeout(Duration.ofSeconds(10))
			.build();
		try {
			return this.http.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

	private boolean isReady() {
		assertThat(this.process.isAlive()).as(this::toString).isTrue();
		try {
			return send("/-/ready").statusCode() == 200;
		}
		catch (IOException ex) {
			return false; // not yet
		}
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public String toString() {
		try {
			return "Prometheus on port %d: %s".formatted(this.port, Files.readString(this.log));
		}
		catch (IOException ex) {
			return "Prometheus on port %d without a log".formatted(this.port);
		}
	}

}
