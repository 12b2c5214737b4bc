package io.vstp.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameLimits;
import io.vstp.frame.FrameTooLargeException;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.server.VstpServer;
import io.vstp.test.Endpoints;
import io.vstp.transport.EventLoops;
import io.vstp.transport.Exchange;
import io.vstp.transport.FrameHandler;
import io.vstp.transport.SessionOptions;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpErrorException;
import io.vstp.transport.VstpOverloadedException;
import io.vstp.transport.VstpSession;
import io.vstp.transport.VstpTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Client and server over real sockets.
 */
class VstpClientServerIT {

	@RegisterExtension
	private final Endpoints endpoints = new Endpoints();

	@Test
	void shouldAnswerRequestWhenServerEchoes() throws Exception {
		VstpClient client = this.endpoints.client(this.endpoints.server(Endpoints.ECHO));
		Frame reply = client.exchange(data("hello", "op", "echo"), null).get(5, TimeUnit.SECONDS);
		assertThat(reply.payloadText()).isEqualTo("hello");
		assertThat(reply.header("op")).isEqualTo("echo");
		reply.release();
	}

	@Test
	void shouldAcknowledgeWhenAsked() throws Exception {
		VstpServer server = this.endpoints.server(Exchange::complete);
		VstpClient client = this.endpoints.client(server);
		client.sendWithAck(data("hello"), null).get(5, TimeUnit.SECONDS);
		client.send(data("hello"), null).get(5, TimeUnit.SECONDS);
		VstpSession session = client.session();
		assertThat(session.isGreeted()).isTrue();
		assertThat(server.sessions()).extracting(VstpSession::id).containsExactly(session.id());
	}

	@Test
	void shouldGiveEachItsAnswerWhenThousandAreInFlight() throws Exception {
		List<Exchange> held = new ArrayList<>();
		VstpServer server = this.endpoints.server((exchange) -> {
			held.add(exchange);
			if (held.size() == 1000) {
				// Answered in another order than asked.
				for (int i = 999; i >= 0; i--) {
					Endpoints.ECHO.handle(held.get(i));
				}
			}
		});
		VstpClient client = this.endpoints.client(server);
		List<CompletableFuture<Frame>> replies = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			replies.add(client.exchange(data("request " + i), null));
		}
		for (int i = 0; i < 1000; i++) {
			Frame reply = replies.get(i).get(10, TimeUnit.SECONDS);
			assertThat(reply.payloadText()).isEqualTo("request " + i);
			reply.release();
		}
	}

	@Test
	void shouldCarryLargeFrameWhenItFits() throws Exception {
		VstpClient client = this.endpoints.client(this.endpoints.server(Endpoints.ECHO));
		byte[] payload = new byte[8 * 1024 * 1024 - 100];
		payload[4_000_000] = 7;
		Frame reply = client.exchange(Frame.data(Headers.EMPTY, payload), null).get(20, TimeUnit.SECONDS);
		assertThat(reply.payloadBytes()).isEqualTo(payload);
		reply.release();
	}

	@Test
	void shouldRefuseFrameBeforeSendingWhenPeerAcceptsLess() throws Exception {
		VstpServer server = this.endpoints.server(Endpoints.ECHO, (options) -> options
			.session(SessionOptions.builder().limits(FrameLimits.DEFAULTS.withMaxFrameLength(2000)).build()));
		VstpClient client = this.endpoints.client(server);
		client.connect().get(5, TimeUnit.SECONDS);
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> client.exchange(data("x".repeat(2000)), null).get(5, TimeUnit.SECONDS))
			.withCauseInstanceOf(FrameTooLargeException.class)
			.withMessageContaining("2000 bytes");
	}

	@Test
	void shouldAnswerErrorWhenReplyIsTooLarge() {
		VstpServer server = this.endpoints
			.server((exchange) -> exchange.reply(Frame.data(Headers.EMPTY, new byte[9 * 1024 * 1024])));
		VstpClient client = this.endpoints.client(server);
		assertFailure(client.exchange(data("x"), null), VstpErrorException.class, "8388608");
	}

	@Test
	void shouldNameCodeAndCorrelationIdWhenHandlerThrows() {
		VstpClient client = this.endpoints.client(this.endpoints.server((exchange) -> {
			throw new IllegalStateException("no luck");
		}));
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> client.exchange(data("x", "correlation-id", "c7"), null).get(5, TimeUnit.SECONDS))
			.havingCause()
			.isInstanceOfSatisfying(VstpErrorException.class, (ex) -> {
				assertThat(ex.code()).isEqualTo(ErrorCode.HANDLER_FAILED);
				assertThat(ex.correlationId()).isEqualTo("c7");
				assertThat(ex).hasMessageContaining("c7").hasMessageContaining("handler-failed");
			});
	}

	@Test
	void shouldAnswerErrorInPlaceOfAckWhenNobodyTakesTheFrame() {
		VstpClient client = this.endpoints.client(this.endpoints.server(FrameHandler.NONE));
		assertFailure(client.sendWithAck(data("x"), null), VstpErrorException.class, "no-handler");
		assertFailure(client.exchange(data("x"), null), VstpErrorException.class, "no-handler");
	}

	@Test
	void shouldTimeOutAndDropLateReplyWhenHandlerIsSlow() throws Exception {
		CompletableFuture<Exchange> held = new CompletableFuture<>();
		List<String> pushed = new ArrayList<>();
		VstpServer server = this.endpoints.server(held::complete);
		VstpClient client = this.endpoints.client(server.address(Transport.TCP).getPort(),
				(options) -> options.pushHandler((exchange) -> {
					pushed.add(exchange.frame().payloadText());
					exchange.complete();
				}));
		// To connect may take longer than the timeout that is tried here.
		client.connect().get(10, TimeUnit.SECONDS);
		assertFailure(client.exchange(data("x"), Duration.ofSeconds(1)), VstpTimeoutException.class,
				"did not answer within 1000 ms");
		Endpoints.ECHO.handle(held.get(5, TimeUnit.SECONDS));
		VstpSession session = server.sessions().iterator().next();
		session.send(data("unasked")).get(5, TimeUnit.SECONDS);
		await().untilAsserted(() -> assertThat(pushed).containsExactly("unasked"));
	}

	@Test
	void shouldAnswerEmptyDataWhenHandlerReturnsNothing() throws Exception {
		VstpClient client = this.endpoints.client(this.endpoints.server(Exchange::complete));
		Frame reply = client.exchange(data("x"), null).get(5, TimeUnit.SECONDS);
		assertThat(reply.payload().readableBytes()).isZero();
		reply.release();
	}

	@Test
	void shouldRefuseCallWhenTooManyAreOpen() throws Exception {
		CompletableFuture<Exchange> held = new CompletableFuture<>();
		VstpServer server = this.endpoints.server(held::complete);
		VstpClient client = this.endpoints.client(server.address(Transport.TCP).getPort(),
				(options) -> options.maxOpenCalls(1));
		CompletableFuture<Frame> first = client.exchange(data("x"), null);
		assertFailure(client.exchange(data("x"), null), VstpOverloadedException.class, "which is the limit");
		held.get(10, TimeUnit.SECONDS).complete();
		first.get(10, TimeUnit.SECONDS).release();
	}

	@ParameterizedTest
	@EnumSource(TransportChoice.class)
	void shouldFailCallWhenClientIsClosedAsItBegins(TransportChoice transport) {
		VstpServer server = this.endpoints.server(Endpoints.ECHO);
		EventLoops eventLoops = this.endpoints.closeLater(EventLoops.create(1, "test"));
		VstpClient client = this.endpoints.client(server.address(Transport.TCP).getPort(),
				(options) -> options.transport(transport).eventLoops(eventLoops));
		// So far another thread has got with closing.
		eventLoops.timer().stop();
		ByteBuf payload = Unpooled.buffer().writeInt(7);
		assertFailure(client.exchange(Frame.data(Headers.EMPTY, payload), null), VstpConnectionException.class,
				"is closed");
		await().until(() -> client.openCalls() == 0 && payload.refCnt() == 0);
	}

	private static Frame data(String payload, String... headers) {
		return Frame.data(Headers.of(headers), payload);
	}

	private static void assertFailure(CompletableFuture<?> result, Class<? extends Throwable> type, String message) {
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> result.get(10, TimeUnit.SECONDS))
			.withCauseInstanceOf(type)
			.withMessageContaining(message);
	}

}
