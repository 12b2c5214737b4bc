package io.vstp.spring.test.app;

import java.time.Duration;
import java.util.stream.IntStream;

import io.vstp.frame.ErrorCode;
import io.vstp.spring.test.LocalVstpTcpPort;
import io.vstp.spring.test.LocalVstpUdpPort;
import io.vstp.spring.test.client.VstpTestClient;
import io.vstp.transport.VstpConnectionException;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The client over sockets.
 */
@SpringBootTest(properties = { "vstp.server.tcp.port=0", "vstp.server.udp.enabled=true", "vstp.server.udp.port=0" })
class VstpTestClientIT {

	@LocalVstpTcpPort
	private int tcpPort;

	@LocalVstpUdpPort
	private int udpPort;

	@Autowired
	private VstpTestClient client;

	@Test
	void shouldTalkToServerOverTcp() {
		shouldTalkToServer(this.client, "tcp");
		assertThat(this.client.header("sensor-id", "t-1").header("op", "transport").exchange())
			.isError(ErrorCode.NO_HANDLER)
			.errorMessage()
			.contains("sensor-id");
	}

	@Test
	void shouldTalkToServerOverUdp() {
		try (VstpTestClient udp = VstpTestClient.bindToUdp(this.udpPort)) {
			shouldTalkToServer(udp, "udp");
			assertThat(udp.header("sensor-id", "t-1").header("op", "transport").exchange()).hasPayload("udp");
		}
	}

	private static void shouldTalkToServer(VstpTestClient client, String sensor) {
		assertThat(client.header("sensor-id", sensor).payload(new Reading(2)).exchange()).hasNoReply().isAcknowledged();
		assertThat(client.header("sensor-id", sensor).payload(new Reading(3)).sendWithAck()).isAcknowledged();
		client.header("sensor-id", sensor).header("op", "later").send();
		assertThat(client.header("sensor-id", sensor).header("op", "latest").exchange()).isReply()
			.hasHeader("unit", "C")
			.json()
			.hasPathSatisfying("$.value", (value) -> value.assertThat().isNotNull());
		assertThat(client.header("sensor-id", sensor).contentType("application/json").payload("?").exchange())
			.isError(ErrorCode.INVALID_PAYLOAD);
		byte[] payload = new byte[10_000];
		assertThat(client.payload(payload).header("op", "echo").exchange()).hasPayload(payload);
	}

	@Test
	void shouldReceiveWhatServerPushes() {
		try (VstpTestClient own = VstpTestClient.bindToTcp(this.tcpPort)) {
			own.header("sensor-id", "t-1").header("op", "subscribe").sendWithAck();
			assertThat(own.receive(Duration.ofSeconds(10))).isPush().hasPayload("hello");
		}
	}

	@Test
	void shouldServeSeveralThreads() {
		IntStream.range(0, 200)
			.parallel()
			.forEach((i) -> assertThat(this.client.header("op", "echo").payload("n" + i).exchange())
				.hasPayload("n" + i));
	}

	@Test
	void shouldFailWhenThereIsNoServerOrClientIsClosed() {
		VstpTestClient none = VstpTestClient.bindToTcp(1);
		assertThatExceptionOfType(VstpConnectionException.class).isThrownBy(() -> none.header("op", "echo").exchange());
		none.close();
		none.close();
		assertThatIllegalStateException().isThrownBy(none::request);
	}

}
