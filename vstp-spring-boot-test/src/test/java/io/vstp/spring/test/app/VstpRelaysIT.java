package io.vstp.spring.test.app;

import io.vstp.spring.client.VstpTemplate;
import io.vstp.spring.test.relay.AutoConfigureVstpRelay;
import io.vstp.spring.test.relay.VstpRelays;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Relays between the application and its destinations.
 */
@SpringBootTest(properties = { "vstp.server.tcp.port=0", "vstp.server.udp.enabled=true", "vstp.server.udp.port=0",
		"vstp.client.destinations.stream.address=telemetry.invalid:6969",
		"vstp.client.destinations.datagrams.transport=udp" })
@AutoConfigureVstpRelay(value = { "stream", "datagrams" }, toLocalServer = true, seed = 42)
class VstpRelaysIT {

	@Autowired
	private VstpRelays relays;

	@Autowired
	private VstpTemplate template;

	@AfterEach
	void reset() {
		this.relays.reset();
	}

	@Test
	void shouldCarryCallsOfDestinations() {
		for (String destination : this.relays.names()) {
			assertThat(echo(destination)).isEqualTo("hi");
		}
		assertThat(this.relays.tcp("stream").connections()).isEqualTo(1);
		assertThat(this.relays.udp("datagrams").toServer().forwarded()).isPositive();
		assertThat(this.relays.udp("datagrams").seed()).isEqualTo(42);
		assertThat(this.relays.names()).containsExactly("datagrams", "stream");
		assertThatIllegalArgumentException().isThrownBy(() -> this.relays.tcp("other"))
			.withMessageContaining("[datagrams, stream]");
	}

	@Test
	void shouldFailCallsWhenTcpIsCutUntilRestored() {
		assertThat(echo("stream")).isEqualTo("hi");
		this.relays.cut("stream");
		assertThatExceptionOfType(VstpConnectionException.class).isThrownBy(() -> echo("stream"));
		this.relays.restore("stream");
		await().ignoreExceptions().untilAsserted(() -> assertThat(echo("stream")).isEqualTo("hi"));
	}

	@Test
	void shouldSendAgainWhenDatagramsAreLost() {
		this.relays.udp("datagrams").toServer().dropNext(1);
		assertThat(echo("datagrams")).isEqualTo("hi");
		this.relays.cut("datagrams");
		assertThatExceptionOfType(VstpTimeoutException.class).isThrownBy(() -> echo("datagrams"));
	}

	private String echo(String destination) {
		return this.template.to(destination).header("op", "echo").payload("hi").exchange(String.class);
	}

}
