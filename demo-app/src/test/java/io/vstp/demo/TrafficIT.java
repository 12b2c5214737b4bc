package io.vstp.demo;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the traffic generator, which calls the application that it is part of.
 */
@TestPropertySource(properties = { "demo.traffic.sensors.interval=50ms", "demo.traffic.players.interval=50ms",
		"demo.traffic.files.interval=50ms" })
class TrafficIT extends AbstractDemoIT {

	@Test
	void shouldPlayAllKindsOfTrafficWhenEnabled() {
		await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
			JsonNode summary = summary();
			assertThat(summary.at("/traffic/acknowledged").asLong()).isGreaterThan(10);
			assertThat(summary.at("/traffic/replies").asLong()).isGreaterThan(10);
			assertThat(summary.at("/traffic/pushesReceived").asLong()).isGreaterThan(10);
			assertThat(summary.at("/sensors/known").asLong()).isEqualTo(8);
			assertThat(summary.at("/files/stored").asLong()).isEqualTo(8);
			assertThat(summary.at("/game/players").asLong()).isEqualTo(3);
			assertThat(summary.at("/roundTripMicros/p99").asLong()).isPositive();
		});
		assertThat(summary().at("/traffic/errors").asLong()).isZero();
	}

	private JsonNode summary() {
		JsonNode summary = this.web.get().uri("/api/summary").exchange().returnResult(JsonNode.class).getResponseBody();
		assertThat(summary).isNotNull();
		return summary;
	}

}
