package io.vstp.demo;

import java.time.Duration;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what the live page can be told to do, over HTTP.
 */
@TestPropertySource(properties = "demo.traffic.enabled=false")
class ControlsIT extends AbstractDemoIT {

	@AfterEach
	void repair() {
		call(HttpMethod.PUT, "/api/network", "{'lossPercent':0,'delayMillis':0,'udpCut':false,'tcpCut':false}")
			.expectStatus()
			.isOk();
		call(HttpMethod.DELETE, "/api/transfers/running", "{}").expectStatus().isNoContent();
	}

	@ParameterizedTest
	@ValueSource(strings = { "tcp", "udp", "auto" })
	void shouldShowReplyWhenFrameIsSent(String transport) {
		send(transport, "request", "op=echo", "Hello").jsonPath("$.outcome")
			.isEqualTo("reply")
			.jsonPath("$.payload")
			.isEqualTo("Hello")
			.jsonPath("$.headers[?(@.name == 'correlation-id')]")
			.exists();
		send(transport, "ack", "op=echo", "").jsonPath("$.outcome").isEqualTo("acknowledged");
		send(transport, "plain", "op=echo", "").jsonPath("$.outcome").isEqualTo("sent");
		send(transport, "request", "op=nonsense", "").jsonPath("$.outcome")
			.isEqualTo("error")
			.jsonPath("$.headers[?(@.name == 'code' && @.value == 'no-handler')]")
			.exists();
	}

	@Test
	void shouldSayThatItFailedWhenTcpIsCut() {
		call(HttpMethod.PUT, "/api/network", "{'tcpCut':true}").expectStatus().isOk();
		send("tcp", "request", "op=echo", "").jsonPath("$.outcome").isEqualTo("failed");
		send("auto", "request", "op=echo", "Hello").jsonPath("$.payload").isEqualTo("Hello");
	}

	@Test
	void shouldSendFileIntactWhenDatagramsGetLost() {
		call(HttpMethod.PUT, "/api/network", "{'lossPercent':10}").expectStatus().isOk();
		call(HttpMethod.POST, "/api/transfers", "{'megabytes':2}").expectStatus().isAccepted();
		await().atMost(Duration.ofSeconds(60)).until(() -> transfer("state").equals("intact"));
		assertThat(transfer("received")).isEqualTo(transfer("expected"));
		assertThat(Integer.parseInt(transfer("sentAgain"))).isPositive();
	}

	@Test
	void shouldSendOneFileAtATimeUntilItIsCancelled() {
		call(HttpMethod.PUT, "/api/network", "{'udpCut':true}").expectStatus().isOk();
		call(HttpMethod.POST, "/api/transfers", "{'megabytes':1}").expectStatus().isAccepted();
		call(HttpMethod.POST, "/api/transfers", "{'megabytes':1}").expectStatus().isEqualTo(409);
		call(HttpMethod.DELETE, "/api/transfers/running", "{}").expectStatus().isNoContent();
		await().until(() -> transfer("state").equals("cancelled"));
		call(HttpMethod.PUT, "/api/network", "{'udpCut':false}").expectStatus().isOk();
		call(HttpMethod.POST, "/api/transfers", "{'megabytes':1}").expectStatus().isAccepted();
	}

	@Test
	void shouldStartAndStopTrafficOnceWhenAskedTwice() {
		for (boolean running : new boolean[] { true, true, false, false }) {
			call(HttpMethod.PUT, "/api/traffic", "{'running':%s}".formatted(running)).expectStatus()
				.isOk()
				.expectBody()
				.jsonPath("$.running")
				.isEqualTo(running);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					POST | /api/frames    | {'transport':'pigeon','kind':'request'}        | 'transport' is one of tcp, udp, auto
					POST | /api/frames    | {'transport':'tcp','kind':'ack','headers':'x'} | Header 'x' is not of the form name=value
					POST | /api/transfers | {'megabytes':101}                              | 'megabytes' is 1 to 100, not 101.0
					POST | /api/transfers | {}                                             | 'megabytes' is missing
					PUT  | /api/traffic   | {}                                             | 'running' is missing
					PUT  | /api/traffic   | {'running':                                    | The body is no JSON object""")
	void shouldSayWhatIsWrongWhenInputMakesNoSense(String method, String path, String body, String detail) {
		call(HttpMethod.valueOf(method), path, body).expectStatus()
			.isBadRequest()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.detail")
			.isEqualTo(detail);
	}

	@Test
	void shouldRefuseWhenAnotherSiteAsks() {
		this.web.post()
			.uri("/api/transfers")
			.header("Sec-Fetch-Site", "cross-site")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"megabytes\":1}")
			.exchange()
			.expectStatus()
			.isForbidden();
	}

	private RestTestClient.BodyContentSpec send(String transport, String kind, String headers, String payload) {
		return call(HttpMethod.POST, "/api/frames", "{'transport':'%s','kind':'%s','headers':'%s','payload':'%s'}"
			.formatted(transport, kind, headers, payload)).expectStatus().isOk().expectBody();
	}

	private String transfer(String field) {
		byte[] body = this.web.get().uri("/api/transfers").exchange().expectBody().returnResult().getResponseBody();
		return JsonPath.read(new String(body), "$[0]." + field).toString();
	}

	private RestTestClient.ResponseSpec call(HttpMethod method, String path, String body) {
		return this.web.method(method)
			.uri(path)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body.replace('\'', '"'))
			.exchange();
	}

}
