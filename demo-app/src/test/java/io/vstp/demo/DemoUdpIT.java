package io.vstp.demo;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the handlers, over a UDP socket, and for what HTTP shows of their work.
 */
@TestPropertySource(properties = "demo.traffic.enabled=false")
class DemoUdpIT extends AbstractDemoIT {

	private static final String JSON = "application/json";

	private RawDatagramClient client;

	@BeforeEach
	void open() throws IOException {
		this.client = new RawDatagramClient(this.udpPort);
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void shouldAcknowledgeTwiceAndCountOnceWhenReadingIsSentTwice() throws IOException {
		String reading = "{\"value\":21.5}";
		Map<String, String> headers = Map.of("sensor-id", "u-1", "content-type", JSON, "msg-id", "1");
		for (int i = 0; i < 2; i++) {
			this.client.send(RawFrame.DATA, RawFrame.REQ_ACK, headers, reading);
			RawFrame ack = this.client.receive();
			assertThat(ack.type()).isEqualTo(RawFrame.ACK);
			assertThat(ack.headers()).isEqualTo(Map.of("msg-id", "1"));
		}
		Map<String, String> next = new HashMap<>(headers);
		next.put("msg-id", "2");
		this.client.send(RawFrame.DATA, RawFrame.REQ_ACK, next, "{\"value\":22}");
		assertThat(this.client.receive().headers()).isEqualTo(Map.of("msg-id", "2"));
		// frames of a session are handled in their order, so the repeat is not to come
		await().untilAsserted(() -> expectSensor("u-1", "last.value", 22));
		expectSensor("u-1", "readings", 2);
	}

	@Test
	void shouldKeepReadingWhenNobodyWantsAnAck() throws IOException {
		this.client.send(RawFrame.DATA, 0, Map.of("sensor-id", "u-2", "content-type", JSON), "{\"value\":1}");
		await().untilAsserted(() -> expectSensor("u-2", "readings", 1));
	}

	@Test
	void shouldReplyWhenAsked() throws IOException {
		this.client.send(RawFrame.DATA, 0, Map.of("op", "sha256", "correlation-id", "seven"), "abc");
		RawFrame reply = this.client.receive();
		assertThat(reply.type()).isEqualTo(RawFrame.DATA);
		assertThat(reply.headers()).containsEntry("correlation-id", "seven");
		assertThat(reply.text()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	}

	@Test
	void shouldTellPlayersOfBothTransportsWhenOneMoves() throws IOException {
		String position = "{\"x\":1,\"y\":2}";
		try (RawDatagramClient greeted = new RawDatagramClient(this.udpPort);
				RawClient tcp = new RawClient(this.vstpPort).hello()) {
			// an answer may have three times the length of what it answers
			greeted.send(RawFrame.HELLO, 0, Map.of("client-id", "player-b", "max-frame", "65536"), "");
			assertThat(greeted.receive().type()).isEqualTo(RawFrame.WELCOME);
			greeted.send(RawFrame.DATA, RawFrame.REQ_ACK, move("b", 1, "msg-id", "1"), position);
			assertThat(greeted.receive().type()).isEqualTo(RawFrame.ACK);
			await().untilAsserted(() -> expectPlayer("b"));
			tcp.exchange(move("c", 1, "correlation-id", "joined"), position);
			assertThat(greeted.receive().headers()).containsEntry("player-id", "c");
			this.client.send(RawFrame.DATA, 0, move("a", 7, "content-type", JSON), position);
			for (RawFrame push : new RawFrame[] { greeted.receive(), tcp.receive() }) {
				assertThat(push.headers())
					.containsAllEntriesOf(Map.of("player-id", "a", "tick", "7", "content-type", JSON));
				assertThat(push.text()).isEqualTo(position);
			}
		}
	}

	@Test
	void shouldStaySilentWhenDatagramIsNoFrame() throws IOException {
		this.client.send(99, 0, Map.of(), "nonsense");
		this.client.send(RawFrame.ACK, 0, Map.of("msg-id", "1"), "");
		this.client.send(RawFrame.ERR, 0, Map.of("code", "malformed"), "");
		this.client.send(RawFrame.DATA, 0, Map.of("op", "sha256", "correlation-id", "the only answer"), "abc");
		assertThat(this.client.receive().headers()).containsEntry("correlation-id", "the only answer");
	}

	private void expectSensor(String id, String figure, int value) {
		this.web.get()
			.uri("/api/sensors")
			.exchange()
			.expectBody()
			.jsonPath("$[?(@.id == '%s')].%s".formatted(id, figure))
			.isEqualTo(value);
	}

	private void expectPlayer(String id) {
		this.web.get()
			.uri("/api/matches")
			.exchange()
			.expectBody()
			.jsonPath("$['match-udp'][?(@.id == '%s')]".formatted(id))
			.exists();
	}

	private static Map<String, String> move(String player, int tick, String name, String value) {
		return Map.of("game-id", "match-udp", "player-id", player, "tick", Integer.toString(tick), name, value);
	}

}
