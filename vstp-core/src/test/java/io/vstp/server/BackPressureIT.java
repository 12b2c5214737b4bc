package io.vstp.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.vstp.client.VstpClient;
import io.vstp.engine.session.CloseReason;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import io.vstp.observe.VstpObserver;
import io.vstp.test.Endpoints;
import io.vstp.test.RawPeer;
import io.vstp.transport.Exchange;
import io.vstp.transport.ManagedSession;
import io.vstp.transport.SessionOptions;
import io.vstp.transport.VstpOverloadedException;
import io.vstp.transport.VstpSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * That memory stays within its bounds, whatever peers do.
 */
class BackPressureIT {

	private static final int REPLY = 60_000;

	@RegisterExtension
	private final Endpoints endpoints = new Endpoints();

	private final ExecutorService pool = Executors.newFixedThreadPool(4);

	@AfterEach
	void shutDown() throws Exception {
		this.pool.shutdown();
		assertThat(this.pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void shouldStopReadingWhenPeerDoesNotReadItsReplies() throws Exception {
		AtomicLong handled = new AtomicLong();
		Recorder recorder = new Recorder();
		VstpServer server = this.endpoints.server((exchange) -> {
			handled.incrementAndGet();
			exchange.reply(Frame.data(Headers.EMPTY, new byte[REPLY]));
		}, (options) -> options.executor(this.pool)
			.observer(recorder)
			.session(SessionOptions.builder().writeTimeout(Duration.ofSeconds(2)).build()));
		try (RawPeer peer = RawPeer.connectNarrow(server.address(Transport.TCP))) {
			ManagedSession session = onlySession(server);
			AtomicLong sent = new AtomicLong();
			Thread sender = new Thread(() -> sendForever(peer, sent));
			sender.start();
			await().until(() -> recorder.paused.get() > 0);
			long most = 0;
			while (recorder.closed.isEmpty()) {
				most = Math.max(most, session.pendingBytes());
				Thread.onSpinWait();
			}
			System.getLogger("test")
				.log(System.Logger.Level.INFO, "sent {0} requests, handled {1}, at most {2} bytes waited", sent.get(),
						handled.get(), most);
			// The high-water mark, and one reply more for each thread.
			assertThat(most).isLessThanOrEqualTo(1024 * 1024 + 5 * (REPLY + 15));
			assertThat(recorder.closed).containsExactly(CloseReason.SLOW_CONSUMER);
			await().untilAsserted(() -> assertThat(recorder.resumed).hasValue(recorder.paused.get()));
			sender.join(5000);
		}
	}

	// Taken before it ends, which a test that is held up may miss.
	private static ManagedSession onlySession(VstpServer server) {
		await().until(() -> server.sessions().size() == 1);
		return (ManagedSession) server.sessions().iterator().next();
	}

	private static void sendForever(RawPeer peer, AtomicLong sent) {
		byte[] request = RawPeer.encode(Frame.data(Headers.of("correlation-id", "1"), "give"));
		try {
			while (sent.get() < 50_000_000) {
				peer.send(request);
				sent.incrementAndGet();
			}
		}
		catch (java.io.IOException ex) {
			// The server has had enough.
		}
	}

	@Test
	void shouldStopReadingWhenPeerFloodsWithPingsAndDoesNotRead() throws Exception {
		Recorder recorder = new Recorder();
		VstpServer server = this.endpoints.server(Endpoints.ECHO, (options) -> options.observer(recorder)
			.session(SessionOptions.builder().writeTimeout(Duration.ofSeconds(1)).build()));
		try (RawPeer peer = RawPeer.connectNarrow(server.address(Transport.TCP))) {
			ManagedSession session = onlySession(server);
			byte[] ping = RawPeer.encode(Frame.of(FrameType.PING, FrameFlags.NONE, Headers.EMPTY,
					Frame.data(Headers.EMPTY, new byte[1000]).payload()));
			Thread sender = new Thread(() -> {
				try {
					for (int i = 0; i < 5_000_000; i++) {
						peer.send(ping);
					}
				}
				catch (java.io.IOException ex) {
					// The server has had enough.
				}
			});
			sender.start();
			await().until(() -> recorder.paused.get() > 0);
			long most = 0;
			while (recorder.closed.isEmpty()) {
				most = Math.max(most, session.pendingBytes());
				Thread.onSpinWait();
			}
			// The high-water mark, and the answers to what one read can bring.
			assertThat(most).isLessThan(1024 * 1024 + 16 * 256 * 1024);
			sender.join(5000);
		}
	}

	@Test
	void shouldHandleNoMoreAtATimeThanAllowedWhenPeerSendsMany() throws Exception {
		AtomicInteger inFlight = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		Queue<Exchange> held = new ConcurrentLinkedQueue<>();
		VstpServer server = this.endpoints.server((exchange) -> {
			most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
			held.add(exchange);
		}, (options) -> options.session(SessionOptions.builder().maxInFlight(10).build()));
		VstpClient client = this.endpoints.client(server);
		List<CompletableFuture<Frame>> replies = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			replies.add(client.exchange(Frame.data(Headers.EMPTY, "request " + i), null));
		}
		await().until(() -> held.size() == 10);
		CompletableFuture<Void> all = CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new));
		while (!all.isDone()) {
			Exchange exchange = held.poll();
			if (exchange != null) {
				inFlight.decrementAndGet();
				Endpoints.ECHO.handle(exchange);
			}
		}
		assertThat(most.get()).isEqualTo(10);
		for (int i = 0; i < 1000; i++) {
			Frame reply = replies.get(i).get(1, TimeUnit.SECONDS);
			assertThat(reply.payloadText()).isEqualTo("request " + i);
			reply.release();
		}
	}

	@Test
	void shouldShareTheServersBudgetWhenManySessionsAreBusy() throws Exception {
		AtomicInteger inFlight = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		VstpServer server = this.endpoints.server((exchange) -> {
			most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
			Thread.yield();
			inFlight.decrementAndGet();
			Endpoints.ECHO.handle(exchange);
		}, (options) -> options.executor(this.pool).maxInFlight(3));
		List<CompletableFuture<Frame>> replies = new ArrayList<>();
		for (int c = 0; c < 5; c++) {
			VstpClient client = this.endpoints.client(server);
			for (int i = 0; i < 200; i++) {
				replies.add(client.exchange(Frame.data(Headers.EMPTY, "x"), null));
			}
		}
		for (CompletableFuture<Frame> reply : replies) {
			reply.get(20, TimeUnit.SECONDS).release();
		}
		assertThat(most.get()).isLessThanOrEqualTo(3);
	}

	@Test
	void shouldAnswerAllWhenBothEndsSendMoreThanEitherReadsAtOnce() throws Exception {
		VstpServer server = this.endpoints.server(Endpoints.ECHO, (options) -> options.executor(this.pool));
		VstpClient client = this.endpoints.client(server.address(Transport.TCP).getPort(),
				(options) -> options.callTimeout(Duration.ofSeconds(40)));
		List<CompletableFuture<Frame>> replies = new ArrayList<>();
		for (int i = 0; i < 300; i++) {
			replies.add(client.exchange(Frame.data(Headers.EMPTY, new byte[100_000]), null));
		}
		for (CompletableFuture<Frame> reply : replies) {
			Frame frame = reply.get(40, TimeUnit.SECONDS);
			assertThat(frame.payload().readableBytes()).isEqualTo(100_000);
			frame.release();
		}
	}

	@Test
	void shouldServeOthersWhenTheSessionWhoseTurnItIsDoesNotRead() throws Exception {
		Queue<Exchange> held = new ConcurrentLinkedQueue<>();
		VstpServer server = this.endpoints.server((exchange) -> {
			if (exchange.frame().payloadText().equals("hold")) {
				held.add(exchange);
			}
			else {
				exchange.reply(Frame.data(Headers.EMPTY, new byte[4 * 1024 * 1024]));
			}
		}, (options) -> options.maxInFlight(1));
		try (RawPeer blocked = RawPeer.connectNarrow(server.address(Transport.TCP))) {
			await().until(() -> server.sessions().size() == 1);
			VstpSession session = server.sessions().iterator().next();
			// As much as the operating system takes for it, and then some.
			await().until(() -> {
				if (session.isWritable()) {
					blocked.send(Frame.data(Headers.EMPTY, "give"));
				}
				return !session.isWritable();
			});
			try (RawPeer holder = connect(server); RawPeer other = connect(server)) {
				holder.send(Frame.data(Headers.EMPTY, "hold"));
				await().until(() -> held.size() == 1);
				blocked.send(Frame.data(Headers.EMPTY, "give more"));
				other.send(Frame.data(Headers.EMPTY, "hold"));
				held.remove().complete();
				await().until(() -> held.size() == 1);
				held.remove().complete();
			}
		}
	}

	private static RawPeer connect(VstpServer server) throws Exception {
		return RawPeer.connect(server.address(Transport.TCP));
	}

	@Test
	void shouldRefuseToSendMoreWhenPeerDoesNotRead() throws Exception {
		VstpServer server = this.endpoints.server(Exchange::complete);
		try (RawPeer peer = RawPeer.connectNarrow(server.address(Transport.TCP))) {
			peer.send(Frame.of(FrameType.HELLO, Headers.EMPTY));
			peer.receive();
			ManagedSession session = (ManagedSession) server.sessions().iterator().next();
			List<CompletableFuture<Void>> sent = new ArrayList<>();
			assertThatExceptionOfType(java.util.concurrent.ExecutionException.class).isThrownBy(() -> {
				for (int i = 0; i < 1000; i++) {
					CompletableFuture<Void> written = session.send(Frame.data(Headers.EMPTY, new byte[1024 * 1024]));
					if (written.isCompletedExceptionally()) {
						written.get();
					}
					sent.add(written);
				}
			}).withCauseInstanceOf(VstpOverloadedException.class).withMessageContaining("67108864");
			assertThat(session.isWritable()).isFalse();
			assertThat(sent).hasSizeLessThan(80);
		}
	}

	private static final class Recorder implements VstpObserver {

		private final AtomicInteger paused = new AtomicInteger();

		private final AtomicInteger resumed = new AtomicInteger();

		private final Queue<CloseReason> closed = new ConcurrentLinkedQueue<>();

		@Override
		public void readingPaused(Side side, Transport transport) {
			this.paused.incrementAndGet();
		}

		@Override
		public void readingResumed(Side side, Transport transport) {
			this.resumed.incrementAndGet();
		}

		@Override
		public void sessionClosed(Side side, Transport transport, CloseReason reason) {
			this.closed.add(reason);
		}

	}

}
