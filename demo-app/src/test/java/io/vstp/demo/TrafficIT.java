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
		"demo.traffic.files.interval=50ms", "vstp.client.defaults.call-timeout=30s" })
class TrafficIT extends AbstractDemoIT {

	@Test
	void shouldPlayAllKindsOfTrafficWhenEnabled() {
		await().atMost(Duration.ofSeconds(50)).untilAsserted(() -> {
			JsonNode summary = summary();
			assertThat(summary.at("/traffic/udp/acknowledged").asLong()).isGreaterThan(10);
			for (String transport : new String[] { "tcp", "udp" }) {
				assertThat(summary.at("/traffic/%s/replies".formatted(transport)).asLong()).isGreaterThan(10);
				assertThat(summary.at("/traffic/%s/pushesReceived".formatted(transport)).asLong()).isGreaterThan(10);
				assertThat(summary.at("/roundTripMicros/%s/p99".formatted(transport)).asLong()).isPositive();
				assertThat(summary.at("/server/%s/framesReceived".formatted(transport)).asLong()).isGreaterThan(10);
			}
			assertThat(summary.at("/sensors/known").asLong()).isEqualTo(8);
			assertThat(summary.at("/files/stored").asLong()).isEqualTo(10);
			assertThat(summary.at("/game/players").asLong()).isEqualTo(4);
		});
		assertThat(summary().at("/traffic/tcp/errors").asLong()).isZero();
		assertThat(summary().at("/traffic/udp/errors").asLong()).isZero();
	}

	private JsonNode summary() {
		JsonNode summary = this.web.get().uri("/api/summary").exchange().returnResult(JsonNode.class).getResponseBody();
		assertThat(summary).isNotNull();
		return summary;
	}

}
