package io.vstp.transport.tcp;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

import io.netty.channel.embedded.EmbeddedChannel;
import io.vstp.engine.guard.InFlightBudget;
import io.vstp.engine.session.CloseReason;
import io.vstp.engine.session.ServerSessionEngine;
import io.vstp.engine.session.SessionSettings;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
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
 * Which errors count as sent.
 */
class ErrorCountTests {

	private static final SessionSettings SETTINGS = new SessionSettings("s", 10_000, 0, 0, 0, 0, 0, Headers.EMPTY, "");

	private final List<ErrorCode> counted = new ArrayList<>();

	private final List<Exchange> inFlight = new ArrayList<>();

	private final EmbeddedChannel channel = new EmbeddedChannel() {

		@Override
		protected SocketAddress remoteAddress0() {
			return new InetSocketAddress("127.0.0.1", 1);
		}

		@Override
		protected SocketAddress localAddress0() {
			return new InetSocketAddress("127.0.0.1", 2);
		}

	};

	ErrorCountTests() {
		VstpObserver observer = new VstpObserver() {

			@Override
			public void errorSent(Side side, Transport transport, ErrorCode code) {
				ErrorCountTests.this.counted.add(code);
			}

		};
		SessionConfig config = new SessionConfig(Side.SERVER, SessionOptions.builder().build(), this.inFlight::add,
				null, new InFlightBudget(10, 1_000_000), observer, 1_000_000_000,
				(id, effects) -> new ServerSessionEngine(SETTINGS, effects, true, false), SessionListeners.NONE);
		this.channel.pipeline().addLast(new SessionHandler(config, new IgnoringListener()));
		this.channel.pipeline().fireChannelActive();
		this.channel.writeInbound(Frame.data(Headers.EMPTY, "x"));
	}

	@AfterEach
	void close() {
		this.channel.finishAndReleaseAll();
	}

	@Test
	void shouldCountErrorWhenItIsSent() {
		this.inFlight.get(0).fail(ErrorCode.NO_HANDLER, "nobody");
		assertThat(this.counted).containsExactly(ErrorCode.NO_HANDLER);
	}

	@Test
	void shouldNotCountErrorWhenPeerIsGone() {
		this.channel.close();
		this.inFlight.get(0).fail(ErrorCode.NO_HANDLER, "nobody");
		assertThat(this.counted).isEmpty();
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
