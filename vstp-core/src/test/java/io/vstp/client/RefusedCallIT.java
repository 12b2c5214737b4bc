package io.vstp.client;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.vstp.frame.Frame;
import io.vstp.frame.FrameTooLargeException;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.server.VstpServer;
import io.vstp.test.Endpoints;
import io.vstp.transport.Exchange;
import io.vstp.transport.SessionOptions;
import io.vstp.transport.VstpOverloadedException;
import io.vstp.transport.VstpSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Calls that fail before anything was sent: they cost nobody else anything, also where
 * replies are told apart by their order alone.
 */
class RefusedCallIT {

	@RegisterExtension
	private final Endpoints endpoints = new Endpoints();

	private final CompletableFuture<Exchange> held = new CompletableFuture<>();

	@Test
	void shouldLeaveOtherCallsAloneWhenFrameIsTooLarge() throws Exception {
		VstpClient client = part1Client();
		CompletableFuture<Frame> open = openCall(client);
		VstpSession session = client.session();
		CompletableFuture<Frame> refused = client.exchange(Frame.data(Headers.EMPTY, new byte[9 * 1024 * 1024]), null);
		assertFailure(refused, FrameTooLargeException.class);
		assertAnswered(client, open, session);
	}

	@Test
	void shouldLeaveOtherCallsAloneWhenCorrelationIdIsInUse() throws Exception {
		VstpClient client = part1Client();
		CompletableFuture<Frame> open = openCall(client);
		VstpSession session = client.session();
		assertFailure(client.exchange(Frame.data(Headers.of("correlation-id", "c"), "second"), null),
				IllegalStateException.class);
		assertAnswered(client, open, session);
	}

	@Test
	void shouldLeaveOtherCallsAloneWhenTooMuchWaitsToBeSent() throws Exception {
		try (ServerSocket deaf = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			VstpClient client = this.endpoints.client(deaf.getLocalPort(),
					(options) -> options.handshake(ClientHandshake.NEVER)
						.callTimeout(Duration.ofSeconds(30))
						.session(SessionOptions.builder().maxPendingWrite(5_000_000).build()));
			List<CompletableFuture<Frame>> calls = new ArrayList<>();
			client.connect().get(5, TimeUnit.SECONDS);
			CompletableFuture<Frame> last;
			do {
				last = client.exchange(Frame.data(Headers.EMPTY, new byte[4_000_000]), null);
				calls.add(last);
			}
			while (!last.isDone());
			assertFailure(last, VstpOverloadedException.class);
			calls.remove(last);
			// The connection would be closed later, on the event loop.
			await().during(Duration.ofMillis(200)).until(() -> client.session() != null);
			assertThat(calls).isNotEmpty().noneMatch(CompletableFuture::isDone);
		}
	}

	private VstpClient part1Client() {
		VstpServer server = this.endpoints.server((exchange) -> {
			if (!this.held.complete(exchange)) {
				exchange.reply(Frame.data(Headers.EMPTY, exchange.frame().payloadText()));
			}
		});
		return this.endpoints.client(server.address(Transport.TCP).getPort(),
				(options) -> options.handshake(ClientHandshake.NEVER));
	}

	private CompletableFuture<Frame> openCall(VstpClient client) throws Exception {
		CompletableFuture<Frame> call = client.exchange(Frame.data(Headers.of("correlation-id", "c"), "first"), null);
		this.held.get(5, TimeUnit.SECONDS);
		// Those who wait for a connection have it before others find it.
		await().until(() -> client.session() != null);
		return call;
	}

	private void assertAnswered(VstpClient client, CompletableFuture<Frame> open, VstpSession session)
			throws Exception {
		this.held.join().reply(Frame.data(Headers.EMPTY, "reply"));
		Frame reply = open.get(5, TimeUnit.SECONDS);
		assertThat(reply.payloadText()).isEqualTo("reply");
		reply.release();
		Frame next = client.exchange(Frame.data(Headers.EMPTY, "next"), null).get(5, TimeUnit.SECONDS);
		assertThat(next.payloadText()).isEqualTo("next");
		next.release();
		assertThat(client.session()).isSameAs(session);
	}

	private static void assertFailure(CompletableFuture<?> result, Class<? extends Throwable> type) {
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> result.get(10, TimeUnit.SECONDS))
			.withCauseInstanceOf(type);
	}

}
