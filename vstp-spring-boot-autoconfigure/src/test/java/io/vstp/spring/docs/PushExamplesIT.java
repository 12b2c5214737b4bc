package io.vstp.spring.docs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;

import io.vstp.engine.session.CloseReason;
import io.vstp.frame.Transport;
import io.vstp.spring.client.VstpPushOutcome;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.spring.docs.PushExamples.Alarm;
import io.vstp.spring.docs.PushExamples.Alarms;
import io.vstp.spring.docs.PushExamples.ClientApplication;
import io.vstp.spring.docs.PushExamples.Presence;
import io.vstp.spring.docs.PushExamples.ServerApplication;
import io.vstp.spring.docs.PushExamples.Watchers;
import io.vstp.spring.server.VstpServerLifecycle;
import io.vstp.spring.session.VstpSessions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs the examples of docs/sessions-and-push.md.
 */
class PushExamplesIT {

	private final Deque<ConfigurableApplicationContext> running = new ArrayDeque<>();

	@AfterEach
	void stop() {
		while (!this.running.isEmpty()) {
			this.running.pop().close();
		}
	}

	@ParameterizedTest
	@EnumSource(value = Transport.class, names = { "TCP", "UDP" })
	void shouldPushFromServerToHandlersOfClient(Transport transport) {
		ConfigurableApplicationContext server = run(ServerApplication.class, "vstp.server.tcp.port=0",
				"vstp.server.tcp.address=127.0.0.1", "vstp.server.udp.enabled=true", "vstp.server.udp.port=0",
				"vstp.server.udp.address=127.0.0.1");
		int port = server.getBean(VstpServerLifecycle.class).server().address(transport).getPort();
		ConfigurableApplicationContext client = run(ClientApplication.class,
				"vstp.client.destinations.telemetry.address=127.0.0.1:" + port,
				"vstp.client.destinations.telemetry.transport=" + transport);
		assertThat(client.getBean(VstpServerLifecycle.class).server()).as("a client opens no port").isNull();
		Presence presence = server.getBean(Presence.class);
		await().untilAsserted(() -> assertThat(presence.present()).hasSize(1));

		String id = client.getBean(VstpTemplate.class)
			.to("telemetry")
			.header("op", "watch")
			.header("sensor-id", "temp-001")
			.exchange(String.class);
		assertThat(presence.present()).containsOnlyKeys(id);
		Watchers watchers = server.getBean(Watchers.class);
		Alarms alarms = client.getBean(Alarms.class);
		assertThat(watchers.watching("temp-001")).isOne();
		assertThat(watchers.alarm(new Alarm("temp-001", "hot")).isSuccess()).isTrue();
		await().untilAsserted(() -> assertThat(alarms.seen()).containsEntry("temp-001", "hot"));
		assertThat(watchers.alarm(new Alarm("temp-002", "cold")).total()).isZero();
		assertThat(watchers.summon(id, new Alarm("temp-003", "gone"))).isTrue();
		await().untilAsserted(() -> assertThat(alarms.seen()).containsEntry("temp-003", "gone"));
		assertThat(watchers.tick(7)).isZero();
		await().untilAsserted(() -> assertThat(alarms.seen()).containsEntry("tick", "7"));

		client.close();
		await().untilAsserted(() -> assertThat(presence.present()).isEmpty());
		assertThat(presence.last().getReason()).isEqualTo(CloseReason.PEER_BYE);
		assertThat(presence.last().getDuration()).isPositive();
		assertThat(presence.last().getSession().attributes()).containsEntry("sensor", "temp-001");
		assertThat(server.getBean(VstpSessions.class).find(id)).isEmpty();
		assertThat(server.getBean(VstpTemplate.class).toSession(id).send().count(VstpPushOutcome.CLOSED)).isOne();
	}

	private ConfigurableApplicationContext run(Class<?> configuration, String... properties) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(configuration, Auto.class)
			.web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.run(Stream.of(properties).map((property) -> "--" + property).toArray(String[]::new));
		this.running.push(context);
		return context;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Auto {

	}

}
