package io.vstp.demo;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpMethod;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the Actuator tells, over HTTP.
 */
@TestPropertySource(properties = "demo.traffic.enabled=false")
class ActuatorIT extends AbstractDemoIT {

	@Test
	void shouldShowWhatThereIsWhenAsked() {
		get("/actuator/vstp").jsonPath("$.servers[0].name")
			.isEqualTo("vstp")
			.jsonPath("$.servers[0].state")
			.isEqualTo("listening")
			.jsonPath("$.servers[0].listeners[0].transport")
			.isEqualTo("tcp")
			.jsonPath("$.servers[0].listeners[0].security")
			.isEqualTo("plain")
			.jsonPath("$.servers[0].inFlight.maxFrames")
			.isEqualTo(16384)
			.jsonPath("$.handlers[?(@.bean == 'echoHandler')].ack")
			.isEqualTo("on-receipt")
			.jsonPath("$.destinations[?(@.name == 'demo-udp')].transport")
			.isEqualTo("udp");
	}

	@Test
	void shouldShowAndCloseSessionWhenPeerIsConnected() throws IOException {
		try (RawClient client = new RawClient(this.vstpPort)) {
			client.exchange(Map.of("op", "echo", "auth-token", "geheim"), "");
			String address = "127.0.0.1:" + client.localPort();
			String session = "$.sessions.open[?(@.peer == '%s')]".formatted(address);
			byte[] shown = get("/actuator/vstp?limit=1000").jsonPath(session + ".greeted")
				.isEqualTo(false)
				.jsonPath(session + ".transport")
				.isEqualTo("tcp")
				.returnResult()
				.getResponseBodyContent();
			assertThat(new String(shown)).doesNotContain("geheim");
			String id = JsonPath.<List<String>>read(new String(shown), session + ".id").get(0);
			delete(id).expectStatus().isNoContent();
			assertThat(client.isEnded()).isTrue();
		}
	}

	@Test
	void shouldFindNoSessionWhenThereIsNoneOfThatName() {
		delete("nobody").expectStatus().isNotFound();
	}

	@Test
	void shouldShowNoSessionsWhenLimitIsZero() throws IOException {
		try (RawClient client = new RawClient(this.vstpPort)) {
			client.exchange(Map.of("op", "echo"), "");
			get("/actuator/vstp?limit=0").jsonPath("$.sessions.total")
				.isNotEmpty()
				.jsonPath("$.sessions.limit")
				.isEqualTo(0)
				.jsonPath("$.sessions.open")
				.isEmpty();
		}
	}

	@Test
	void shouldRefuseWhenLimitIsNegative() {
		this.web.get().uri("/actuator/vstp?limit=-1").exchange().expectStatus().isBadRequest();
	}

	@Test
	void shouldTellVersionsWhenAskedForInfo() {
		get("/actuator/info").jsonPath("$.vstp.io").isNotEmpty().jsonPath("$.vstp.netty").isNotEmpty();
	}

	private RestTestClient.BodyContentSpec get(String path) {
		return this.web.get().uri(path).exchange().expectStatus().isOk().expectBody();
	}

	private RestTestClient.ResponseSpec delete(String id) {
		return this.web.method(HttpMethod.DELETE).uri("/actuator/vstp/" + id).exchange();
	}

}
