package io.vstp.server;

import java.io.EOFException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.vstp.client.VstpClient;
import io.vstp.engine.session.CloseReason;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import io.vstp.observe.VstpObserver;
import io.vstp.test.Endpoints;
import io.vstp.test.RawPeer;
import io.vstp.transport.Exchange;
import io.vstp.transport.FrameHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How a server stops.
 */
class ServerShutdownIT {

	@RegisterExtension
	private final Endpoints endpoints = new Endpoints();

	private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);

	private final FrameHandler slowEcho = (exchange) -> this.later.schedule(() -> {
		Endpoints.ECHO.handle(exchange);
		return null;
	}, 300, TimeUnit.MILLISECONDS);

	@AfterEach
	void shutDown() {
		this.later.shutdownNow();
	}

	@Test
	void shouldAnswerAllThenSayByeWhenStoppedWithRequestsInFlight() throws Exception {
		AtomicInteger received = new AtomicInteger();
		VstpServer server = this.endpoints.server((exchange) -> {
			received.incrementAndGet();
			this.slowEcho.handle(exchange);
		});
		ConcurrentLinkedQueue<CloseReason> reasons = new ConcurrentLinkedQueue<>();
		VstpClient client = this.endpoints.client(server.address(Transport.TCP).getPort(),
				(options) -> options.observer(recordInto(reasons)));
		client.connect().get(5, TimeUnit.SECONDS);
		List<CompletableFuture<Frame>> replies = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			replies.add(client.exchange(Frame.data(Headers.EMPTY, "request " + i), null));
		}
		// The first answers come 300 ms later: most, if not all, are in flight.
		await().until(() -> received.get() == 200);
		server.stop(Duration.ofSeconds(10)).get(10, TimeUnit.SECONDS);
		for (int i = 0; i < 200; i++) {
			Frame reply = replies.get(i).get(10, TimeUnit.SECONDS);
			assertThat(reply.payloadText()).isEqualTo("request " + i);
			reply.release();
		}
		await().untilAsserted(() -> assertThat(reasons).containsExactly(CloseReason.PEER_BYE));
		assertThat(server.isListening()).isFalse();
	}

	@Test
	void shouldAnswerThenCloseWithoutByeWhenPeerIsNotGreeted() throws Exception {
		CompletableFuture<Void> received = new CompletableFuture<>();
		VstpServer server = this.endpoints.server((exchange) -> {
			received.complete(null);
			this.slowEcho.handle(exchange);
		});
		try (RawPeer peer = RawPeer.connect(server.address(Transport.TCP))) {
			peer.send(Frame.data(Headers.EMPTY, "request"));
			received.get(10, TimeUnit.SECONDS);
			CompletableFuture<Void> stopped = server.stop(Duration.ofSeconds(10));
			assertThat(peer.receive().payloadText()).isEqualTo("request");
			assertThat(peer.isAtEnd()).isTrue();
			peer.close();
			stopped.get(5, TimeUnit.SECONDS);
		}
	}

	@Test
	void shouldRefuseWhatComesLaterWhenStopping() throws Exception {
		CompletableFuture<Exchange> held = new CompletableFuture<>();
		VstpServer server = this.endpoints.server(held::complete);
		try (RawPeer peer = RawPeer.connect(server.address(Transport.TCP))) {
			peer.send(Frame.data(Headers.of("correlation-id", "1"), "held"));
			held.get(5, TimeUnit.SECONDS);
			CompletableFuture<Void> stopped = server.stop(Duration.ofSeconds(10));
			passGrace(peer);
			peer.send(Frame.data(Headers.of("correlation-id", "2"), "late"));
			Frame refusal = peer.receive();
			assertThat(refusal.type()).isEqualTo(FrameType.ERR);
			assertThat(refusal.header("code")).isEqualTo("shutting-down");
			assertThat(refusal.header("correlation-id")).isEqualTo("2");
			Endpoints.ECHO.handle(held.join());
			assertThat(peer.receive().payloadText()).isEqualTo("held");
			assertThat(peer.isAtEnd()).isTrue();
			peer.close();
			stopped.get(5, TimeUnit.SECONDS);
		}
	}

	// The server has begun to stop when its event loop has come round, and takes frames
	// that were on their way for 100 ms after what it heard last.
	private static void passGrace(RawPeer peer) throws Exception {
		ping(peer);
		ping(peer);
		TimeUnit.MILLISECONDS.sleep(300);
	}

	private static void ping(RawPeer peer) throws Exception {
		peer.send(Frame.of(FrameType.PING, Headers.EMPTY));
		assertThat(peer.receive().type()).isEqualTo(FrameType.PONG);
	}

	@Test
	void shouldAnswerFrameWhenHalfOfItHadComeAsItWasStopped() {
		// A peer that a busy machine holds up for 100 ms is cut off, so that some tries
		// may
		// fail.
		await().atMost(Duration.ofSeconds(40)).until(this::isFrameAnsweredOfWhichHalfHadCome);
	}

	private boolean isFrameAnsweredOfWhichHalfHadCome() throws Exception {
		VstpServer server = this.endpoints.server(Endpoints.ECHO);
		try (RawPeer peer = RawPeer.connect(server.address(Transport.TCP))) {
			byte[] frame = RawPeer.encode(Frame.data(Headers.EMPTY, new byte[2_000_000]));
			peer.send(Arrays.copyOf(frame, 1_000_000));
			await().until(() -> !server.sessions().isEmpty());
			CompletableFuture<Void> stopped = server.stop(Duration.ofSeconds(10));
			for (int from = 1_000_000; from < frame.length; from += 250_000) {
				TimeUnit.MILLISECONDS.sleep(30);
				peer.send(Arrays.copyOfRange(frame, from, Math.min(from + 250_000, frame.length)));
			}
			assertThat(peer.receive().payload().readableBytes()).isEqualTo(2_000_000);
			assertThat(peer.isAtEnd()).isTrue();
			peer.close();
			stopped.get(5, TimeUnit.SECONDS);
			return true;
		}
		catch (EOFException | SocketException ex) {
			return false;
		}
	}

	@Test
	void shouldRefuseInOrderWhenStoppingAndFramesHaveNoCorrelationId() throws Exception {
		CompletableFuture<Exchange> held = new CompletableFuture<>();
		VstpServer server = this.endpoints.server((exchange) -> {
			if (!held.complete(exchange)) {
				Endpoints.ECHO.handle(exchange);
			}
		});
		try (RawPeer peer = RawPeer.connect(server.address(Transport.TCP))) {
			peer.send(Frame.data(Headers.EMPTY, "first"));
			peer.send(Frame.data(Headers.EMPTY, "second"));
			held.get(5, TimeUnit.SECONDS);
			server.stop(Duration.ofSeconds(10));
			passGrace(peer);
			peer.send(Frame.data(Headers.EMPTY, "late"));
			// Answered when it has read what came before.
			ping(peer);
			Endpoints.ECHO.handle(held.join());
			assertThat(peer.receive().payloadText()).isEqualTo("first");
			assertThat(peer.receive().payloadText()).isEqualTo("second");
			assertThat(peer.receive().header("code")).isEqualTo("shutting-down");
			assertThat(peer.isAtEnd()).isTrue();
		}
	}

	@Test
	void shouldDeliverAllWhenPeerReadsSlowly() throws Exception {
		int length = 8 * 1024 * 1024 - 200;
		CompletableFuture<Void> replied = new CompletableFuture<>();
		VstpServer server = this.endpoints.server((exchange) -> {
			exchange.reply(Frame.data(Headers.EMPTY, new byte[length]));
			replied.complete(null);
		});
		try (RawPeer peer = RawPeer.connectNarrow(server.address(Transport.TCP))) {
			peer.send(Frame.data(Headers.EMPTY, "give"));
			replied.get(5, TimeUnit.SECONDS);
			CompletableFuture<Void> stopped = server.stop(Duration.ofSeconds(20));
			// Longer than the peer is given to close once it has got everything.
			TimeUnit.MILLISECONDS.sleep(1500);
			assertThat(peer.receive().payload().readableBytes()).isEqualTo(length);
			assertThat(peer.isAtEnd()).isTrue();
			peer.close();
			stopped.get(5, TimeUnit.SECONDS);
		}
	}

	@Test
	void shouldCutOffWhatIsLeftWhenTimeIsOver() throws Exception {
		List<Exchange> held = new ArrayList<>();
		VstpServer server = this.endpoints.server(held::add);
		VstpClient client = this.endpoints.client(server);
		CompletableFuture<Frame> reply = client.exchange(Frame.data(Headers.EMPTY, "x"), null);
		await().until(() -> held.size() == 1);
		server.stop(Duration.ofMillis(400)).get(5, TimeUnit.SECONDS);
		await().until(reply::isCompletedExceptionally);
		held.forEach(Exchange::complete);
	}

	@Test
	void shouldListenAgainWhenStartedAgain() throws Exception {
		VstpServer server = this.endpoints.server(Endpoints.ECHO);
		server.stop(Duration.ofSeconds(5)).get(5, TimeUnit.SECONDS);
		server.start();
		VstpClient client = this.endpoints.client(server);
		client.exchange(Frame.data(Headers.EMPTY, "x"), null).get(5, TimeUnit.SECONDS).release();
	}

	private static VstpObserver recordInto(ConcurrentLinkedQueue<CloseReason> reasons) {
		return new VstpObserver() {
			@Override
			public void sessionClosed(Side side, Transport transport, CloseReason reason) {
				reasons.add(reason);
			}
		};
	}

}
