package io.vstp.demo;

import java.io.IOException;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the handlers, over a socket, and for what HTTP shows of their work.
 */
@TestPropertySource(properties = "demo.traffic.enabled=false")
class DemoApplicationIT extends AbstractDemoIT {

	private static final String JSON = "application/json";

	private RawClient client;

	@BeforeEach
	void connect() throws IOException {
		this.client = new RawClient(this.vstpPort);
	}

	@AfterEach
	void disconnect() throws IOException {
		this.client.close();
	}

	@Test
	void shouldEchoWhenAsked() throws IOException {
		byte[] payload = new byte[100_000];
		RawFrame reply = this.client.exchange(Map.of("op", "echo", "content-type", "x/y", "correlation-id", "7"),
				payload);
		assertThat(reply.type()).isEqualTo(RawFrame.DATA);
		assertThat(reply.headers()).isEqualTo(Map.of("content-type", "x/y", "correlation-id", "7"));
		assertThat(reply.payload()).isEqualTo(payload);
		assertThat(this.client.exchange(Map.of("op", "echo"), "").headers()).isEmpty();
	}

	@Test
	void shouldSendMessageBackWhenItSaysNothingOfWhatItIsFor() throws IOException {
		RawFrame reply = this.client.exchange(Map.of("content-type", JSON), "{\"content\":\"Hello, VSTP!\"}");
		assertThat(reply.headers()).isEqualTo(Map.of("content-type", JSON));
		assertThat(reply.text()).isEqualTo("{\"content\":\"Hello, VSTP!\"}");
	}

	@Test
	void shouldSendMessageBackWhenItNamesACharset() throws IOException {
		RawFrame reply = this.client.exchange(Map.of("content-type", JSON + "; charset=utf-8"), "{}");
		assertThat(reply.headers()).isEqualTo(Map.of("content-type", JSON + "; charset=utf-8"));
		assertThat(reply.text()).isEqualTo("{}");
	}

	@Test
	void shouldHashWhenAsked() throws IOException {
		RawFrame reply = this.client.exchange(Map.of("op", "sha256"), "abc");
		assertThat(reply.headers().get("content-type")).startsWith("text/plain");
		assertThat(reply.text()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	}

	@Test
	void shouldKeepReadingWhenSensorReports() throws IOException {
		String reading = "{\"sensor\":\"t-1\",\"value\":21.5,\"unit\":\"C\",\"more\":{\"x\":[1,null]}}";
		reports("t-1", "{}");
		reports("t-1", reading);
		RawFrame latest = this.client.exchange(Map.of("op", "latest", "sensor-id", "t-1"), "");
		assertThat(latest.headers().get("content-type")).startsWith(JSON);
		assertThat(latest.text()).isEqualTo(reading);
		this.web.get()
			.uri("/api/sensors")
			.exchange()
			.expectBody()
			.jsonPath("$[?(@.id == 't-1')].readings")
			.isEqualTo(2)
			.jsonPath("$[?(@.id == 't-1')].last.more.x[0]")
			.isEqualTo(1);
	}

	@Test
	void shouldAcknowledgeReadingWhenAskedTo() throws IOException {
		this.client.send(RawFrame.DATA, RawFrame.REQ_ACK,
				Map.of("sensor-id", "t-2", "content-type", JSON, "msg-id", "42"), "{}".getBytes());
		RawFrame ack = this.client.receive();
		assertThat(ack.type()).isEqualTo(RawFrame.ACK);
		assertThat(ack.headers()).isEqualTo(Map.of("msg-id", "42"));
	}

	@Test
	void shouldKeepReadingWhenNothingSaysThatItIsJson() throws IOException {
		this.client.exchange(Map.of("sensor-id", "t-5", "correlation-id", "1"), "{\"value\":7}");
		assertThat(this.client.exchange(Map.of("op", "latest", "sensor-id", "t-5"), "").text())
			.isEqualTo("{\"value\":7}");
	}

	@Test
	void shouldSayWhatIsWrongWhenSensorIsUnknown() throws IOException {
		RawFrame error = this.client.exchange(Map.of("op", "latest", "sensor-id", "nobody", "correlation-id", "c"), "");
		assertError(error, "handler-failed", "No sensor 'nobody'");
		assertThat(error.headers()).containsEntry("correlation-id", "c");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "[1]", "12", "null", "" })
	void shouldRefuseReadingWhenNotAnObject(String payload) throws IOException {
		RawFrame error = this.client.exchange(Map.of("sensor-id", "t-3", "content-type", JSON), payload);
		assertThat(error.type()).isEqualTo(RawFrame.ERR);
		assertThat(error.headers()).containsEntry("code", "invalid-payload");
		assertThat(error.headers().get("message")).isNotEmpty();
	}

	@Test
	void shouldRefuseReadingWhenTooLong() throws IOException {
		String reading = "{\"x\":\"" + "x".repeat(10_000) + "\"}";
		RawFrame error = this.client.exchange(Map.of("sensor-id", "t-4", "content-type", JSON), reading);
		assertError(error, "handler-failed", "8192B at most");
		assertThat(error.headers().get("message")).doesNotContain("Exception");
	}

	@Test
	void shouldStoreFileWhenItComesInOneFrame() throws IOException {
		RawFrame receipt = this.client.exchange(Map.of("file-id", "f-1", "file-name", "../../hello.txt"), "hello");
		assertReceipt(receipt, """
				{"file-id": "f-1", "name": "hello.txt", "size": 5, "complete": true, "chunks": 1, "total-chunks": 1,
				 "sha256": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"}""");
		this.web.get()
			.uri("/api/files")
			.exchange()
			.expectBody()
			.jsonPath("$[?(@.id == 'f-1')].name")
			.isEqualTo("hello.txt")
			.jsonPath("$[?(@.id == 'f-1')].sha256")
			.isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
	}

	@Test
	void shouldStoreFileWhenItComesInChunks() throws IOException {
		assertReceipt(sendChunk("f-2", 2, "b"), """
				{"file-id": "f-2", "name": "f-2", "size": 1, "complete": false, "chunks": 1, "total-chunks": 3}""");
		sendChunk("f-2", 3, "c");
		assertReceipt(sendChunk("f-2", 1, "a"), """
				{"file-id": "f-2", "name": "f-2", "size": 3, "complete": true, "chunks": 3, "total-chunks": 3,
				 "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}""");
	}

	@Test
	void shouldSayWhatIsWrongWhenChunkMakesNoSense() throws IOException {
		assertError(sendChunk("f-3", 4, "d"), "handler-failed", "There is no chunk 4");
		RawFrame error = this.client.exchange(Map.of("file-id", "f-3", "chunk-number", "1"), "a");
		assertError(error, "invalid-payload", "total-chunks");
	}

	@Test
	void shouldTellOtherPlayersWhenOneMoves() throws IOException {
		try (RawClient other = new RawClient(this.vstpPort).hello()) {
			String position = "{\"x\":1,\"y\":2}";
			// somebody has to wait for the answer before the other moves
			other.exchange(move("b", 1, "correlation-id", "joined"), position);
			this.client.send(RawFrame.DATA, 0, move("a", 7, "content-type", JSON), position.getBytes());
			RawFrame push = other.receive();
			assertThat(push.headers())
				.isEqualTo(Map.of("game-id", "match-1", "player-id", "a", "tick", "7", "content-type", JSON));
			assertThat(push.text()).isEqualTo(position);
			other.exchange(move("b", 2, "correlation-id", "moved"), position);
			// "a" has not said HELLO: the next that it gets is what it asks for
			assertThat(this.client.exchange(Map.of("op", "echo"), "first").text()).isEqualTo("first");
		}
		this.web.get()
			.uri("/api/matches")
			.exchange()
			.expectBody()
			.jsonPath("$['match-1'][?(@.id == 'a')].tick")
			.isEqualTo(7);
	}

	@Test
	void shouldShowSummaryWhenAsked() throws IOException {
		int sent = sentByTraffic();
		reports("t-5", "{}");
		this.web.get()
			.uri("/api/summary")
			.exchange()
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.APPLICATION_JSON)
			.expectBody()
			.jsonPath("$.server.tcp.sessions")
			.isNumber()
			.jsonPath("$.server.udp.datagramsDropped")
			.isNumber()
			.jsonPath("$.sensors.readings")
			.isNumber()
			.jsonPath("$.roundTripMicros.udp.p99")
			.isNumber()
			.jsonPath("$.traffic.tcp.sent")
			.isEqualTo(sent);
	}

	// Tests that share the application may have started its traffic and stopped it.
	private int sentByTraffic() {
		JsonNode summary = this.web.get().uri("/api/summary").exchange().returnResult(JsonNode.class).getResponseBody();
		return summary.at("/traffic/tcp/sent").asInt();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/actuator/health", "/actuator/info", "/actuator/metrics" })
	void shouldAnswerWhenPageIsAskedFor(String path) {
		this.web.get().uri(path).exchange().expectStatus().isOk();
	}

	private void reports(String sensor, String reading) throws IOException {
		RawFrame stored = this.client.exchange(Map.of("sensor-id", sensor, "content-type", JSON, "correlation-id", "c"),
				reading);
		assertThat(stored.type()).isEqualTo(RawFrame.DATA);
	}

	private RawFrame sendChunk(String id, int number, String content) throws IOException {
		return this.client
			.exchange(Map.of("file-id", id, "chunk-number", Integer.toString(number), "total-chunks", "3"), content);
	}

	private static Map<String, String> move(String player, int tick, String name, String value) {
		return Map.of("game-id", "match-1", "player-id", player, "tick", Integer.toString(tick), name, value);
	}

	private static void assertReceipt(RawFrame frame, String expected) {
		assertThat(frame.headers().get("content-type")).startsWith(JSON);
		assertThat(JsonMapper.shared().readTree(frame.text())).isEqualTo(JsonMapper.shared().readTree(expected));
	}

	private static void assertError(RawFrame frame, String code, String message) {
		assertThat(frame.type()).isEqualTo(RawFrame.ERR);
		assertThat(frame.headers()).containsEntry("code", code);
		assertThat(frame.headers().get("message")).contains(message);
	}

}
