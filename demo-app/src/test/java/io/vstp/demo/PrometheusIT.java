package io.vstp.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.spring.metrics.VstpMeters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Has a real Prometheus scrape the demo, and asks it all that the dashboard asks.
 */
@Tag("long")
@Timeout(150)
class PrometheusIT extends AbstractDemoIT {

	private static final String INSTALLED = "io.vstp.demo.PrometheusProcess#isInstalled";

	private static final String NOT_INSTALLED = "prometheus and promtool are not on the PATH; "
			+ "Debian's package is called prometheus";

	private static final Duration LIMIT = Duration.ofSeconds(100);

	private static Trouble trouble;

	@LocalServerPort
	private int webPort;

	@Autowired
	private VstpTemplate template;

	@Autowired
	private MeterRegistry registry;

	@Autowired
	private VstpMeters meters;

	@DynamicPropertySource
	static void destinations(DynamicPropertyRegistry registry) throws IOException {
		trouble = new Trouble();
		registry.add("vstp.client.destinations.lossy.address", trouble::address);
		registry.add("vstp.client.destinations.lossy.transport", () -> "udp");
		registry.add("vstp.client.destinations.auto.address", trouble::address);
		registry.add("vstp.client.destinations.auto.transport", () -> "auto");
		registry.add("vstp.client.destinations.nowhere.address", trouble::unusedAddress);
	}

	@AfterAll
	static void close() {
		trouble.close();
	}

	@Test
	@EnabledIf(value = INSTALLED, disabledReason = NOT_INSTALLED)
	void shouldHaveDataForEveryPanelWhenScrapedByPrometheus(@TempDir Path directory) throws Exception {
		trouble.target(this.vstpPort, this.udpPort);
		List<Dashboard.Query> unanswered = new ArrayList<>(Dashboard.read().queries());
		try (PrometheusProcess prometheus = new PrometheusProcess(directory, this.webPort)) {
			await().atMost(LIMIT).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
				trouble.make(this.vstpPort, this.udpPort, this.template);
				unanswered.removeIf((query) -> hasData(prometheus, query));
				assertThat(unanswered).isEmpty();
			});
			await().atMost(LIMIT).untilAsserted(() -> expectRulesWithoutErrors(prometheus));
		}
	}

	private static boolean hasData(PrometheusProcess prometheus, Dashboard.Query query) {
		return prometheus.values(query.resolve("vstp-demo", "30s")).stream().anyMatch((value) -> !value.isNaN());
	}

	private static void expectRulesWithoutErrors(PrometheusProcess prometheus) {
		JsonNode groups = prometheus.get("/api/v1/rules").at("/data/groups");
		assertThat(groups.size()).isPositive();
		for (JsonNode group : groups) {
			for (JsonNode rule : group.get("rules")) {
				assertThat(rule.get("health").stringValue()).as(rule::toString).isEqualTo("ok");
			}
		}
	}

	@Test
	void shouldHaveTheMetersThatThePageListsAndNoOthers() {
		trouble.target(this.vstpPort, this.udpPort);
		this.meters.traceHeadersOmitted(1); // no trace here is as long
		await().atMost(LIMIT).untilAsserted(() -> {
			trouble.make(this.vstpPort, this.udpPort, this.template);
			assertThat(meters()).containsExactlyInAnyOrderElementsOf(DocumentedMeter.all());
		});
		assertThat(scrapedNames()).containsExactlyInAnyOrderElementsOf(DocumentedMeter.prometheusNames());
	}

	private Set<String> scrapedNames() {
		String scraped = this.web.get()
			.uri("/actuator/prometheus")
			.exchange()
			.returnResult(String.class)
			.getResponseBody();
		assertThat(scraped).isNotNull();
		return scraped.lines()
			.map((line) -> line.split("[{ ]", 2)[0])
			.filter((name) -> name.startsWith("vstp_"))
			.collect(Collectors.toSet());
	}

	private Set<DocumentedMeter> meters() {
		return this.registry.getMeters()
			.stream()
			.filter((meter) -> meter.getId().getName().startsWith("vstp."))
			.map(DocumentedMeter::of)
			.collect(Collectors.toSet());
	}

	@Test
	@EnabledIf(value = INSTALLED, disabledReason = NOT_INSTALLED)
	void shouldAcceptRulesWhenCheckedByPromtool() throws Exception {
		PrometheusProcess.check("check", "config", "prometheus.yml");
		PrometheusProcess.check("check", "rules", "prometheus-rules.yml");
		PrometheusProcess.check("test", "rules", "prometheus-rules.test.yml");
	}

}
