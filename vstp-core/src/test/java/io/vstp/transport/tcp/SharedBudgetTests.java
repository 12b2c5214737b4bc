package io.vstp.transport.tcp;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vstp.engine.guard.InFlightBudget;
import io.vstp.engine.session.CloseReason;
import io.vstp.engine.session.ServerSessionEngine;
import io.vstp.engine.session.SessionSettings;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.observe.Side;
import io.vstp.observe.VstpObserver;
import io.vstp.transport.Exchange;
import io.vstp.transport.ManagedSession;
import io.vstp.transport.SessionListener;
import io.vstp.transport.SessionOptions;
import io.vstp.transport.dispatch.SessionConfig;
import io.vstp.transport.dispatch.SessionListeners;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions that share a budget.
 */
class SharedBudgetTests {

	private static final SessionOptions OPTIONS = SessionOptions.builder().waterMarks(500, 1_000).build();

	private static final SessionSettings SETTINGS = new SessionSettings("s", 10_000, 0, 0, 0, 0, 0, Headers.EMPTY, "");

	private final InFlightBudget budget = new InFlightBudget(1, 1_000_000);

	private final List<Exchange> inFlight = new ArrayList<>();

	private final List<Peer> peers = new ArrayList<>();

	@AfterEach
	void close() {
		this.peers.forEach((peer) -> peer.channel.finishAndReleaseAll());
	}

	@Test
	void shouldPassRoomOnWhenPeerThatWaitedForItDoesNotRead() {
		Peer reading = new Peer();
		Peer deaf = new Peer();
		reading.sends("first");
		deaf.sends("second");
		reading.sends("third");
		assertThat(texts()).containsExactly("first");
		deaf.readsNothing();
		finish(0);
		settle();
		assertThat(texts()).as("there is room, and one who can use it").containsExactly("third");
		finish(0);
		deaf.readsAgain();
		settle();
		assertThat(texts()).containsExactly("second");
		finish(0);
		settle();
		assertThat(this.budget.frames()).isZero();
	}

	@Test
	void shouldCallAllForWhomThereIsRoomWhenLargeFrameIsDone() {
		InFlightBudget bytes = new InFlightBudget(100, 10_000);
		List<Peer> waiting = new ArrayList<>();
		new Peer(bytes).sends("x".repeat(20_000));
		for (int i = 0; i < 10; i++) {
			Peer peer = new Peer(bytes);
			peer.sends("small " + i);
			waiting.add(peer);
		}
		assertThat(this.inFlight).hasSize(1);
		finish(0);
		settle();
		assertThat(texts()).hasSize(10);
		while (!this.inFlight.isEmpty()) {
			finish(0);
		}
		settle();
		assertThat(bytes.frames()).isZero();
	}

	@Test
	void shouldPassRoomOnWhenSessionThatWaitedForItHasEnded() {
		Peer first = new Peer();
		Peer second = new Peer();
		Peer third = new Peer();
		first.sends("first");
		second.sends("second");
		third.sends("third");
		second.channel.close();
		finish(0);
		settle();
		assertThat(texts()).containsExactly("third");
		finish(0);
		settle();
		assertThat(this.budget.frames()).isZero();
	}

	private List<String> texts() {
		return this.inFlight.stream().map((exchange) -> exchange.frame().payloadText()).toList();
	}

	private void finish(int index) {
		this.inFlight.remove(index).complete();
	}

	private void settle() {
		for (int i = 0; i < this.peers.size() + 2; i++) {
			this.peers.forEach((peer) -> peer.channel.runPendingTasks());
		}
	}

	/**
	 * One that is connected to the server.
	 */
	private final class Peer {

		private final HeldWrites writes = new HeldWrites();

		private final EmbeddedChannel channel;

		Peer() {
			this(SharedBudgetTests.this.budget);
		}

		Peer(InFlightBudget shared) {
			SessionConfig config = new SessionConfig(Side.SERVER, OPTIONS, SharedBudgetTests.this.inFlight::add, null,
					shared, VstpObserver.of(List.of()), 1_000_000_000,
					(id, effects) -> new ServerSessionEngine(SETTINGS, effects, true, false), SessionListeners.NONE);
			this.channel = new EmbeddedChannel() {

				@Override
				protected SocketAddress remoteAddress0() {
					return new InetSocketAddress("127.0.0.1", 1);
				}

				@Override
				protected SocketAddress localAddress0() {
					return new InetSocketAddress("127.0.0.1", 2);
				}

			};
			this.channel.pipeline().addLast(this.writes, new SessionHandler(config, new IgnoringListener()));
			this.channel.pipeline().fireChannelActive();
			SharedBudgetTests.this.peers.add(this);
			this.channel.writeInbound(Frame.of(FrameType.HELLO, Headers.EMPTY));
		}

		void sends(String text) {
			this.channel.writeInbound(Frame.data(Headers.of("correlation-id", text.substring(0, 5)), text));
		}

		void readsNothing() {
			this.writes.hold = true;
			this.channel.writeInbound(
					Frame.of(FrameType.PING, 0, Headers.EMPTY, Frame.data(Headers.EMPTY, new byte[2_000]).payload()));
			this.channel.runPendingTasks();
		}

		void readsAgain() {
			this.writes.hold = false;
			this.writes.held.forEach(Runnable::run);
			this.channel.runPendingTasks();
		}

	}

	private static final class HeldWrites extends ChannelOutboundHandlerAdapter {

		private final List<Runnable> held = new ArrayList<>();

		private boolean hold;

		@Override
		public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
			if (this.hold) {
				this.held.add(() -> ctx.writeAndFlush(message, promise));
			}
			else {
				ctx.write(message, promise);
			}
		}

	}

	private static final class IgnoringListener implements SessionListener {

		@Override
		public void opened(ManagedSession session) {
		}

		@Override
		public void ended(ManagedSession session, CloseReason reason) {
		}

	}

}
