package io.vstp.spring.docs;

import io.vstp.spring.test.LocalVstpUdpPort;
import io.vstp.spring.test.client.VstpTestClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole application in {@code docs/testing.md}.
 */
@SpringBootTest(properties = { "vstp.server.tcp.port=0", "vstp.server.udp.enabled=true", "vstp.server.udp.port=0" })
class DocsApplicationIT {

	@Autowired
	private VstpTestClient client;

	@LocalVstpUdpPort
	private int udpPort;

	@Test
	void shouldKnowOverUdpWhatCameOverTcp() {
		this.client.header("sensor-id", "temp-001").header("op", "report").payload(new Reading(21.5)).exchange();
		try (VstpTestClient udp = VstpTestClient.bindToUdp(this.udpPort)) {
			assertThat(udp.header("sensor-id", "temp-001").header("op", "latest").exchange())
				.hasPayload(new Reading(21.5));
		}
	}

}
