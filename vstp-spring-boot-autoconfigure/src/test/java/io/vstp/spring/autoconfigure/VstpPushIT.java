package io.vstp.spring.autoconfigure;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.vstp.client.VstpClientOptions;
import io.vstp.frame.Transport;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.spring.handler.AmbiguousHandlerException;
import io.vstp.spring.handler.InvalidHandlerException;
import io.vstp.spring.handler.UnknownDestinationException;
import io.vstp.spring.server.VstpServerLifecycle;
import io.vstp.spring.server.VstpServerState;
import io.vstp.spring.session.VstpSessionEndedEvent;
import io.vstp.spring.session.VstpSessionEvent;
import io.vstp.spring.session.VstpSessionStartedEvent;
import io.vstp.spring.session.VstpSessions;
import io.vstp.transport.FrameHandler;
import io.vstp.transport.VstpSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * Handlers of what servers push, and events about sessions, over real sockets.
 */
class VstpPushIT {

	@RegisterExtension
	private final Apps apps = new Apps();

	@ParameterizedTest
	@EnumSource(value = Transport.class, names = { "TCP", "UDP" })
	void shouldConnectAtStartAndReceiveInSameApplicationAsServer(Transport transport) throws Exception {
		int port = freePort();
		ConfigurableApplicationContext app = this.apps.run(Both.class,
				List.of("vstp.server.tcp.port=" + port, "vstp.server.udp.enabled=true", "vstp.server.udp.port=" + port,
						"vstp.client.destinations.self.address=127.0.0.1:" + port,
						"vstp.client.destinations.self.transport=" + transport, "self=self"));
		VstpSessions sessions = app.getBean(VstpSessions.class);
		await().until(() -> sessions.stream(VstpSession::isGreeted).count() == 1);
		VstpTemplate template = app.getBean(VstpTemplate.class);
		assertThat(template.broadcast().header("op", "tick").payload("1").sendWithAck().isSuccess()).isTrue();
		Received received = app.getBean(Received.class);
		await().untilAsserted(() -> assertThat(received.frames).containsExactly("tick 1"));
		assertThat(template.to("self").header("op", "tick").payload("1").exchange(String.class)).isEqualTo("served");
	}

	@ParameterizedTest
	@EnumSource(value = Transport.class, names = { "TCP", "UDP" })
	void shouldReceiveAgainAfterServerWasStartedAnew(Transport transport) throws Exception {
		int port = freePort();
		ConfigurableApplicationContext client = this.apps.run(Received.class,
				List.of("vstp.client.destinations.self.address=127.0.0.1:" + port, "self=*",
						"vstp.client.destinations.self.transport=" + transport,
						"vstp.client.defaults.reconnect.max-delay=200ms", "vstp.client.defaults.keep-alive=200ms"));
		assertThat(client.getBean(VstpServerLifecycle.class).state()).isEqualTo(VstpServerState.UNUSED);
		Received received = client.getBean(Received.class);
		for (String payload : List.of("1", "2")) {
			ConfigurableApplicationContext server = this.apps.run(Served.class, List.of("vstp.server.tcp.port=" + port,
					"vstp.server.udp.enabled=true", "vstp.server.udp.port=" + port));
			VstpTemplate template = server.getBean(VstpTemplate.class);
			// A session that is dead, but not known to be, costs a push its whole time.
			await().atMost(Duration.ofSeconds(30))
				.until(() -> template.broadcast()
					.header("op", "tick")
					.payload(payload)
					.timeout(Duration.ofSeconds(1))
					.sendWithAck()
					.succeeded() == 1);
			await().untilAsserted(() -> assertThat(received.frames).contains("tick " + payload));
			server.close();
		}
	}

	@Test
	void shouldTellListenersOfSessionsInOrderOnThreadsThatMayBlock() {
		ConfigurableApplicationContext server = this.apps.server(ServedAndHeard.class);
		ConfigurableApplicationContext client = this.apps.client(server);
		client.getBean(VstpTemplate.class).to("peer").header("op", "tick").exchange(String.class);
		Heard heard = server.getBean(Heard.class);
		await().untilAsserted(() -> assertThat(heard.events).hasSize(1));
		client.close();
		await().untilAsserted(() -> assertThat(heard.events).hasSize(2));
		assertThat(heard.events.get(0)).isInstanceOfSatisfying(VstpSessionStartedEvent.class, (event) -> {
			assertThat(event.getServer()).isEqualTo("vstp");
			assertThat(event.getDestination()).isNull();
		});
		assertThat(heard.events.get(1)).isInstanceOf(VstpSessionEndedEvent.class)
			.extracting(VstpSessionEvent::getSession)
			.isSameAs(heard.events.get(0).getSession());
		assertThat(heard.threads).allMatch((thread) -> thread.startsWith("vstp-handler-"));
	}

	@Test
	void shouldTellListenersOfSessionsOfClient() {
		ConfigurableApplicationContext server = this.apps.server(Served.class);
		ConfigurableApplicationContext client = this.apps.run(Heard.class,
				List.of("vstp.client.destinations.peer.address=localhost:" + Apps.port(server)));
		client.getBean(VstpTemplate.class).to("peer").header("op", "tick").exchange(String.class);
		Heard heard = client.getBean(Heard.class);
		await().untilAsserted(() -> assertThat(heard.events).hasSize(1));
		assertThat(heard.events.get(0).getDestination()).isEqualTo("peer");
		assertThat(heard.threads).allMatch((thread) -> thread.startsWith("vstp-push-"));
	}

	@Test
	void shouldStopStartWhenDestinationIsNotConfigured() {
		assertThatException().isThrownBy(
				() -> this.apps.run(Received.class, List.of("self=absent", "vstp.client.destinations.one.address=a:1")))
			.satisfies((failure) -> {
				UnknownDestinationException cause = cause(failure, UnknownDestinationException.class);
				FailureAnalysis analysis = new InvalidHandlerFailureAnalyzer().analyze(failure);
				assertThat(cause.known()).containsExactly("one");
				assertThat(analysis.getDescription()).contains("Received#tick", "'absent'");
				assertThat(analysis.getAction()).endsWith("name one that is there: one.");
			});
	}

	@Test
	void shouldStopStartWhenHandlerNamesServerAndDestination() {
		assertThatException().isThrownBy(() -> this.apps.run(Contradictory.class, List.of()))
			.satisfies((failure) -> assertThat(cause(failure, InvalidHandlerException.class))
				.hasMessageContaining("has both server [vstp] and destination [peer]"));
	}

	@Test
	void shouldStopStartWhenTwoHandlersOfOneDestinationAreEqual() {
		assertThatException()
			.isThrownBy(() -> this.apps.run(Twice.class, List.of("vstp.client.destinations.peer.address=a:1")))
			.satisfies((failure) -> assertThat(cause(failure, AmbiguousHandlerException.class))
				.hasMessageContaining("Twice#one"));
	}

	@Test
	void shouldAddPushHandlerWhereThereIsSomethingToCall() {
		ConfigurableApplicationContext client = this.apps.run(Received.class,
				List.of("self=one", "vstp.client.destinations.one.address=localhost:1",
						"vstp.client.destinations.two.address=localhost:1"));
		PushHandlers handlers = client.getBean(PushHandlers.class);
		VstpClientOptions options = VstpClientOptions.builder("localhost", 1).build();
		assertThat(handlers.complete("two", options).pushHandler()).isSameAs(FrameHandler.NONE);
		assertThat(handlers.complete("one", options).pushHandler()).isNotSameAs(FrameHandler.NONE);
	}

	private static int freePort() throws Exception {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private static <T extends Throwable> T cause(Throwable failure, Class<T> type) {
		Throwable cause = failure;
		while (cause != null && !type.isInstance(cause)) {
			cause = cause.getCause();
		}
		assertThat(cause).as("cause of %s", failure).isNotNull();
		return type.cast(cause);
	}

	@VstpHandler(destination = "${self}")
	static class Received {

		private final List<String> frames = new CopyOnWriteArrayList<>();

		@VstpHandler("op=tick")
		String tick(String payload) {
			this.frames.add("tick " + payload);
			return "not sent";
		}

	}

	@VstpHandler
	static class Served {

		@VstpHandler("op=tick")
		String tick() {
			return "served";
		}

	}

	static class Heard {

		private final List<VstpSessionEvent> events = new CopyOnWriteArrayList<>();

		private final List<String> threads = new CopyOnWriteArrayList<>();

		@EventListener
		void happened(VstpSessionEvent event) {
			this.threads.add(Thread.currentThread().getName());
			this.events.add(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Received.class, Served.class })
	static class Both {

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Heard.class, Served.class })
	static class ServedAndHeard {

	}

	@VstpHandler(server = "vstp")
	static class Contradictory {

		@VstpHandler(destination = "peer")
		void both() {
		}

	}

	static class Twice {

		@VstpHandler(value = "op=tick", destination = "peer")
		void one() {
		}

		@VstpHandler(value = "op=tick", destination = "peer")
		void other() {
		}

	}

}
