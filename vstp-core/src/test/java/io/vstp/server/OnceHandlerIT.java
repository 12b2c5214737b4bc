package io.vstp.server;

import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;
import io.vstp.frame.Transport;
import io.vstp.test.Endpoints;
import io.vstp.test.RawPeer;
import io.vstp.test.RecordingObserver;
import io.vstp.transport.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages with an {@code once-id} that come by several connections.
 */
class OnceHandlerIT {

	@RegisterExtension
	final Endpoints endpoints = new Endpoints();

	private final BlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();

	private final AtomicInteger handled = new AtomicInteger();

	private final RecordingObserver observer = new RecordingObserver();

	private InetSocketAddress address;

	private String serverName;

	@BeforeEach
	void start() throws Exception {
		VstpServer server = this.endpoints.server((exchange) -> {
			this.handled.incrementAndGet();
			this.exchanges.add(exchange);
		}, (options) -> options.observer(this.observer));
		this.address = server.address(Transport.TCP);
		RawPeer peer = peer();
		peer.send(Frame.of(FrameType.HELLO, Headers.EMPTY));
		this.serverName = peer.receive().header("once-server");
		assertThat(this.serverName).hasSize(12);
	}

	private RawPeer peer() throws Exception {
		return this.endpoints.closeLater(RawPeer.connect(this.address));
	}

	private static Frame message(String... more) {
		HeadersBuilder headers = Headers.builder().add("once-id", "abcdefghijklmnop.1").add("msg-id", "1");
		for (int i = 0; i < more.length; i += 2) {
			headers.add(more[i], more[i + 1]);
		}
		return Frame.of(FrameType.DATA, FrameFlags.REQ_ACK, headers.build(), Frame.data(Headers.EMPTY, "x").payload());
	}

	private Exchange take() throws InterruptedException {
		Exchange exchange = this.exchanges.poll(10, TimeUnit.SECONDS);
		assertThat(exchange).isNotNull();
		return exchange;
	}

	@Test
	void shouldHandleOnceAndAnswerBothWhenSecondComesMeanwhile() throws Exception {
		RawPeer first = peer();
		RawPeer second = peer();
		first.send(message("correlation-id", "c"));
		Exchange exchange = take();
		second.send(message("correlation-id", "c", "once-server", this.serverName));
		exchange.acknowledge();
		assertThat(first.receive().type()).isEqualTo(FrameType.ACK);
		assertThat(second.receive().type()).isEqualTo(FrameType.ACK);
		exchange.reply(Frame.data(Headers.EMPTY, "done"));
		for (RawPeer peer : new RawPeer[] { first, second }) {
			Frame reply = peer.receive();
			assertThat(reply.payloadText()).isEqualTo("done");
			assertThat(reply.header("correlation-id")).isEqualTo("c");
			reply.release();
		}
		assertThat(this.handled).hasValue(1);
		assertThat(this.observer.events()).containsExactly("SERVER TCP duplicate");
	}

	@Test
	void shouldAnswerSecondFromMemoryWhenFirstConnectionIsGone() throws Exception {
		RawPeer first = peer();
		first.send(message("correlation-id", "c"));
		Exchange exchange = take();
		first.close();
		exchange.reply(Frame.data(Headers.EMPTY, "done"));
		RawPeer second = peer();
		second.send(message("correlation-id", "c", "once-server", this.serverName));
		assertThat(second.receive().type()).isEqualTo(FrameType.ACK);
		Frame reply = second.receive();
		assertThat(reply.payloadText()).isEqualTo("done");
		reply.release();
		assertThat(this.handled).hasValue(1);
		assertThat(this.observer.events()).containsExactly("SERVER TCP duplicate");
	}

	@Test
	void shouldRepeatErrorWhenHandlingHasFailed() throws Exception {
		RawPeer first = peer();
		first.send(message());
		take().fail(ErrorCode.HANDLER_FAILED, "broken");
		assertThat(first.receive().header("code")).isEqualTo("handler-failed");
		RawPeer second = peer();
		second.send(message("once-server", this.serverName));
		Frame error = second.receive();
		assertThat(error.header("code")).isEqualTo("handler-failed");
		assertThat(error.header("message")).isEqualTo("broken");
	}

	@Test
	void shouldHandleSecondWhenFirstWasRefused() throws Exception {
		RawPeer first = peer();
		first.send(message());
		take().fail(ErrorCode.OVERLOADED, "busy");
		assertThat(first.receive().header("code")).isEqualTo("overloaded");
		RawPeer second = peer();
		second.send(message("once-server", this.serverName));
		take().complete();
		assertThat(second.receive().type()).isEqualTo(FrameType.ACK);
		assertThat(this.handled).hasValue(2);
	}

	@Test
	void shouldNotHandleWhatWasSentToAnotherServerBefore() throws Exception {
		RawPeer peer = peer();
		peer.send(message("once-server", "somebodyelse"));
		assertThat(peer.receive().header("code")).isEqualTo("outcome-unknown");
		assertThat(this.handled).hasValue(0);
	}

}
