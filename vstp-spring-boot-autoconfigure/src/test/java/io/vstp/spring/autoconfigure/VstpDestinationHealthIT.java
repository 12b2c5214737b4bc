package io.vstp.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.vstp.client.VstpClient;
import io.vstp.frame.Transport;
import io.vstp.spring.client.VstpClients;
import io.vstp.spring.client.VstpTemplate;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the health of destinations.
 */
class VstpDestinationHealthIT {

	@RegisterExtension
	private final Apps apps = new Apps();

	@Test
	void shouldBeUnknownWhenDestinationWasNotUsed() {
		Health health = health(
				this.apps.run(Apps.Empty.class, List.of("vstp.client.destinations.peer.address=localhost:1")));
		assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(health.getDetails()).containsEntry("transport", "tcp").containsEntry("connections", 0);
	}

	@ParameterizedTest
	@EnumSource
	void shouldMeasureRoundTripWhenServerAnswers(Transport transport) {
		ConfigurableApplicationContext client = client(server(), transport, "vstp.client.health.timeout=30s");
		use(client);
		// Who waits for a reply has it before the client has taken the call off its list.
		VstpClient vstp = client.getBean(VstpClients.class).client("peer");
		Awaitility.await().until(() -> vstp.openCalls() == 0);
		Health health = health(client);
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("connections", 1).containsEntry("openCalls", 0);
		assertThat(health.getDetails().get("roundTripMillis")).asInstanceOf(InstanceOfAssertFactories.DOUBLE)
			.isPositive();
		assertThat(health(client).getStatus()).isEqualTo(Status.UP);
	}

	@ParameterizedTest
	@EnumSource
	void shouldBeDownWhenServerIsGone(Transport transport) {
		ConfigurableApplicationContext server = server();
		ConfigurableApplicationContext client = client(server, transport, "vstp.client.health.timeout=200ms");
		use(client);
		server.close();
		Awaitility.await().untilAsserted(() -> assertThat(health(client).getStatus()).isEqualTo(Status.DOWN));
	}

	@Test
	void shouldNotAskByPingWhenServerMayNotKnowIt() {
		ConfigurableApplicationContext server = this.apps.server(TestHandlers.class, "vstp.server.handshake=never");
		ConfigurableApplicationContext client = client(server, Transport.TCP,
				"vstp.client.destinations.peer.handshake=never");
		use(client);
		Health health = health(client);
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).doesNotContainKey("roundTripMillis").containsEntry("connections", 1);
	}

	private ConfigurableApplicationContext server() {
		return this.apps.server(TestHandlers.class, "vstp.server.udp.enabled=true", "vstp.server.udp.address=127.0.0.1",
				"vstp.server.udp.port=0");
	}

	private ConfigurableApplicationContext client(ConfigurableApplicationContext server, Transport transport,
			String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("vstp.client.destinations.peer.address=127.0.0.1:" + Apps.port(server, transport));
		all.add("vstp.client.destinations.peer.transport=" + transport);
		return this.apps.run(Apps.Empty.class, all);
	}

	private static void use(ConfigurableApplicationContext client) {
		assertThat(client.getBean(VstpTemplate.class).to("peer").header("op", "thread").exchange(String.class))
			.startsWith("vstp-handler-");
	}

	private static Health health(ConfigurableApplicationContext client) {
		CompositeHealthContributor destinations = client.getBean("vstpDestinationsHealthContributor",
				CompositeHealthContributor.class);
		return ((HealthIndicator) destinations.getContributor("peer")).health();
	}

}
