package io.vstp.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.server.VstpServer;
import io.vstp.test.Endpoints;
import io.vstp.transport.Exchange;
import io.vstp.transport.VstpUnreachableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A client with several connections.
 */
class ConnectionPoolIT {

	@RegisterExtension
	private final Endpoints endpoints = new Endpoints();

	private final Queue<Exchange> held = new ConcurrentLinkedQueue<>();

	@ParameterizedTest
	@EnumSource
	void shouldOpenConnectionsAsCallsOverlap(Transport transport) throws Exception {
		VstpServer server = server(transport);
		VstpClient client = client(server, transport, 3);
		for (int i = 0; i < 5; i++) {
			client.exchange(data("echo"), null).get(10, TimeUnit.SECONDS).release();
			awaitOpenCalls(client, 0);
		}
		assertThat(server.sessions()).as("one call at a time").hasSize(1);
		List<CompletableFuture<Frame>> calls = new ArrayList<>();
		// While the next connection is being opened its calls take the others.
		await().until(() -> {
			calls.add(client.exchange(data("hold"), null));
			return this.held.stream().map((exchange) -> exchange.session().id()).distinct().count() == 3;
		});
		assertThat(server.sessions()).hasSize(3);
		await().until(() -> this.held.size() == calls.size());
		this.held.forEach((exchange) -> exchange.reply(Frame.data(Headers.EMPTY, "done")));
		for (CompletableFuture<Frame> call : calls) {
			call.get(10, TimeUnit.SECONDS).release();
		}
		awaitOpenCalls(client, 0);
	}

	@Test
	void shouldSpreadOpenCallsEvenlyWhenAllConnectionsAreThere() throws Exception {
		VstpServer server = server(Transport.TCP);
		VstpClient client = client(server, Transport.TCP, 2);
		List<CompletableFuture<Frame>> calls = new ArrayList<>();
		calls.add(client.exchange(data("hold"), null));
		await().until(() -> this.held.size() == 1);
		await().until(() -> {
			client.exchange(data("echo"), null).get(10, TimeUnit.SECONDS).release();
			return client.sessions().size() == 2;
		});
		awaitOpenCalls(client, 1);
		for (int i = 1; i < 10; i++) {
			calls.add(client.exchange(data("hold"), null));
		}
		await().until(() -> this.held.size() == 10);
		String first = this.held.element().session().id();
		assertThat(this.held.stream().filter((exchange) -> exchange.session().id().equals(first))).hasSize(5);
		this.held.forEach((exchange) -> exchange.reply(Frame.data(Headers.EMPTY, "done")));
		for (CompletableFuture<Frame> call : calls) {
			call.get(10, TimeUnit.SECONDS).release();
		}
	}

	@Test
	void shouldFinishCallsOfAllConnectionsWhenClosedGracefully() throws Exception {
		VstpServer server = server(Transport.TCP);
		VstpClient client = client(server, Transport.TCP, 2);
		List<CompletableFuture<Frame>> calls = new ArrayList<>();
		await().until(() -> {
			calls.add(client.exchange(data("hold"), null));
			return server.sessions().size() == 2;
		});
		CompletableFuture<Void> closed = client.close(Duration.ofSeconds(20));
		await().until(() -> this.held.size() == calls.size());
		assertThat(closed).isNotDone();
		this.held.forEach((exchange) -> exchange.reply(Frame.data(Headers.EMPTY, "done")));
		for (CompletableFuture<Frame> call : calls) {
			call.get(10, TimeUnit.SECONDS).release();
		}
		closed.get(20, TimeUnit.SECONDS);
		await().until(() -> server.sessions().isEmpty());
		assertThat(client.send(data("late"), null)).failsWithin(Duration.ofSeconds(5))
			.withThrowableThat()
			.withCauseInstanceOf(VstpUnreachableException.class);
	}

	// Who waits for a call may go on before it is counted as over.
	private static void awaitOpenCalls(VstpClient client, int count) {
		await().pollDelay(Duration.ZERO).until(() -> client.openCalls() == count);
	}

	private VstpServer server(Transport transport) {
		return (transport == Transport.UDP) ? this.endpoints.udpServer(this::handle)
				: this.endpoints.server(this::handle);
	}

	private VstpClient client(VstpServer server, Transport transport, int connections) {
		return this.endpoints.client(server.address(transport).getPort(),
				(options) -> options.transport(transport).connections(connections));
	}

	private void handle(Exchange exchange) throws Exception {
		if (exchange.frame().payloadText().equals("hold")) {
			this.held.add(exchange);
		}
		else {
			Endpoints.ECHO.handle(exchange);
		}
	}

	private static Frame data(String payload) {
		return Frame.data(Headers.EMPTY, payload);
	}

}
