package io.vstp.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.micrometer.core.instrument.MeterRegistry;
import io.vstp.client.TransportStatus;
import io.vstp.engine.select.MessageKind;
import io.vstp.engine.select.TransportState;
import io.vstp.frame.Transport;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.client.VstpClients;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.spring.docs.TransportsExamples;
import io.vstp.transport.VstpSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of a destination that chooses between the transports of its server.
 */
class VstpAutoTransportIT {

	@RegisterExtension
	private final Apps apps = new Apps();

	private ConfigurableApplicationContext app(String... properties) {
		int port = TestSocketUtils.findAvailableTcpPort();
		List<String> all = new ArrayList<>(List.of("vstp.server.tcp.port=" + port, "vstp.server.tcp.address=127.0.0.1",
				"vstp.server.udp.enabled=true", "vstp.server.udp.port=" + port, "vstp.server.udp.address=127.0.0.1",
				"vstp.client.destinations.telemetry.address=127.0.0.1:" + port));
		all.addAll(List.of(properties));
		return this.apps.run(Handlers.class, all);
	}

	@Test
	void shouldProbeBothAndChooseForEachMessageWhenTransportIsAuto() {
		ConfigurableApplicationContext app = app("vstp.client.destinations.telemetry.transport=auto",
				// A pause of this machine is no transport that is down.
				"vstp.client.destinations.telemetry.auto.probe-timeout=10s");
		VstpTemplate template = app.getBean(VstpTemplate.class);
		template.to("telemetry").header("op", "where").exchange(String.class);
		VstpClients clients = app.getBean(VstpClients.class);
		await().untilAsserted(() -> {
			TransportStatus status = clients.client("telemetry").transportStatus();
			assertThat(status.health().values()).allMatch((health) -> health.state() == TransportState.UP);
			assertThat(status.choices()).containsOnlyKeys(MessageKind.values());
		});
		MeterRegistry meters = app.getBean(MeterRegistry.class);
		// It may choose anew between what is looked at here.
		await().untilAsserted(() -> {
			Transport chosen = clients.client("telemetry").transportStatus().choices().get(MessageKind.RELIABLE);
			assertThat(template.to("telemetry").header("op", "where").exchange(String.class)).isEqualTo(chosen.name());
			assertThat(meters.get("vstp.transport.chosen")
				.tags("destination", "telemetry", "kind", "reliable", "transport",
						chosen.name().toLowerCase(Locale.ROOT))
				.gauge()
				.value()).isEqualTo(1);
		});
		assertThat(template.to("telemetry").header("op", "length").payload(new byte[50_000]).exchange(String.class))
			.isEqualTo("50000");
	}

	@Test
	void shouldGoByTransportOfCallWhenItNamesOne() {
		VstpTemplate template = app().getBean(VstpTemplate.class);
		assertThat(template.to("telemetry").header("op", "where").exchange(String.class)).isEqualTo("TCP");
		assertThat(TransportsExamples.byUdp(template)).isEqualTo("UDP");
		template.to("telemetry").header("op", "where").transport(Transport.UDP).sendWithAck();
	}

	@Configuration(proxyBeanMethods = false)
	@VstpHandler
	static class Handlers {

		@VstpHandler("op=where")
		String where(VstpSession session) {
			return session.transport().name();
		}

		@VstpHandler("op=length")
		String length(byte[] payload) {
			return Integer.toString(payload.length);
		}

	}

}
