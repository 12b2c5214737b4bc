package io.vstp.spring.autoconfigure;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.MeterRegistry;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.VstpException;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.transport.EventLoops;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpErrorException;
import io.vstp.transport.VstpTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link VstpTemplate} with a server at the other end.
 */
class VstpTemplateIT {

	@RegisterExtension
	private final Apps apps = new Apps();

	private ConfigurableApplicationContext server;

	private ConfigurableApplicationContext client;

	private VstpTemplate template;

	@BeforeEach
	void start() {
		this.server = this.apps.server(Handlers.class);
		this.client = this.apps.client(this.server);
		this.template = this.client.getBean(VstpTemplate.class);
	}

	@AfterEach
	void letGo() {
		this.server.getBean(Handlers.Waiting.class).go.countDown();
	}

	@Test
	void shouldReturnConvertedReplyWhenServerAnswers() {
		TestHandlers.Item item = new TestHandlers.Item("drill", 3);
		assertThat(this.template.to("peer").header("op", "echo").payload(item).exchange(TestHandlers.Item.class))
			.isEqualTo(item);
		assertThat(this.template.to("peer").header("op", "echo").payload("text").exchange(String.class))
			.isEqualTo("text");
		assertThat(this.template.to("peer").header("op", "echo").payload(new byte[] { 1 }).exchange(byte[].class))
			.containsExactly(1);
		assertThat(this.template.to("peer")
			.header("op", "echo")
			.payload(List.of(item, item))
			.exchange(new ParameterizedTypeReference<List<TestHandlers.Item>>() {
			})).containsExactly(item, item);
	}

	@Test
	void shouldSendHeadersWhenTheyAreGiven() {
		Map<String, String> headers = this.template.to("peer")
			.header("op", "headers")
			.header("n", 7)
			.header("bytes", new byte[] { 'o', 'k' })
			.headers((builder) -> builder.add("more", "1").add("gone", "x").remove("gone"))
			.headers(Headers.of("most", "2"))
			.contentType(MimeTypeUtils.TEXT_PLAIN)
			.exchange(new ParameterizedTypeReference<Map<String, String>>() {
			});
		assertThat(headers).containsEntry("n", "7")
			.containsEntry("bytes", "ok")
			.containsEntry("more", "1")
			.containsEntry("most", "2")
			.containsEntry("content-type", "text/plain")
			.doesNotContainKey("gone");
	}

	@Test
	void shouldReturnNullWhenReplyIsNotWanted() {
		assertThat(this.template.to("peer").header("op", "echo").payload("text").exchange(Void.class)).isNull();
	}

	@Test
	void shouldHandOverReplyWhenFrameIsWanted() {
		Frame reply = this.template.to("peer").header("op", "echo").payload("text").exchange(Frame.class);
		assertThat(reply.payloadText()).isEqualTo("text");
		reply.release();
	}

	@Test
	void shouldReturnWhenFrameIsAcknowledged() {
		this.template.to("peer").header("op", "take").payload("text").sendWithAck();
		// The ACK says that the frame was accepted, not that the handler has ended.
		assertThat(this.server.getBean(Handlers.Taking.class).taken).succeedsWithin(Duration.ofSeconds(10))
			.isEqualTo("text");
	}

	@Test
	void shouldReachServerWhenNothingIsAwaited() {
		this.template.to("peer").header("op", "take").payload("text").send();
		assertThat(this.server.getBean(Handlers.Taking.class).taken).succeedsWithin(Duration.ofSeconds(10))
			.isEqualTo("text");
	}

	@Test
	void shouldGiveEachCallItsReplyWhenManyAreOpen() {
		List<CompletableFuture<Integer>> replies = IntStream.range(0, 1000)
			.mapToObj((i) -> this.template.to("peer").header("op", "echo").payload(i).exchangeAsync(Integer.class))
			.toList();
		for (int i = 0; i < replies.size(); i++) {
			assertThat(replies.get(i)).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(i);
		}
	}

	@Test
	void shouldCompleteOnCallbackThreadWhenCallIsAsynchronous() {
		CompletableFuture<String> thread = new CompletableFuture<>();
		VstpTemplate blocking = this.template;
		this.template.to("peer")
			.header("op", "wait")
			.exchangeAsync(String.class)
			.thenApply((reply) -> blocking.to("peer").header("op", "echo").payload(reply).exchange(String.class))
			.thenAccept((reply) -> thread.complete(Thread.currentThread().getName() + " " + reply));
		this.server.getBean(Handlers.Waiting.class).go.countDown();
		assertThat(thread).succeedsWithin(Duration.ofSeconds(10))
			.asString()
			.startsWith("vstp-client-")
			.endsWith(" done");
	}

	@Test
	void shouldNameCodeAndCorrelationWhenServerAnswersWithError() {
		assertThatExceptionOfType(VstpErrorException.class)
			.isThrownBy(() -> this.template.to("peer")
				.header("op", "fail")
				.header("correlation-id", "c-1")
				.exchange(String.class))
			.withMessageStartingWith("peer answered handler-failed, correlation-id c-1")
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.HANDLER_FAILED))
			.satisfies((ex) -> assertThat(ex.getSuppressed()).singleElement()
				.satisfies((here) -> assertThat(here.getStackTrace())
					.anyMatch((frame) -> frame.getMethodName().contains("shouldNameCodeAndCorrelation"))));
		assertThat(this.template.to("peer").header("op", "nobody").exchangeAsync(String.class))
			.failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(VstpErrorException.class)
			.withMessageContaining("no-handler");
	}

	@Test
	void shouldFailWhenServerRefusesAcknowledgement() {
		assertThatExceptionOfType(VstpErrorException.class)
			.isThrownBy(() -> this.template.to("peer").header("op", "nobody").sendWithAck())
			.withMessageContaining("no-handler")
			.withMessageContaining("msg-id");
	}

	@Test
	void shouldExplainWhenReplyCannotBeConverted() {
		assertThatExceptionOfType(MessageConversionException.class).isThrownBy(
				() -> this.template.to("peer").header("op", "echo").payload("text").exchange(TestHandlers.Item.class));
		assertThat(this.template.to("peer").header("op", "echo").payload("text").exchangeAsync(TestHandlers.Item.class))
			.failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(MessageConversionException.class);
	}

	@Test
	void shouldExplainWhenReplyIsEmpty() {
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> this.template.to("peer").header("op", "echo").exchange(TestHandlers.Item.class))
			.withMessageContaining("empty");
		assertThat(this.template.to("peer").header("op", "echo").exchange(String.class)).isEmpty();
	}

	@Test
	void shouldExplainWhenPayloadCannotBeConverted() {
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> this.template.to("peer").contentType("application/x-unknown").payload(List.of(1)).send());
		assertThat(this.template.to("peer").contentType("application/x-unknown").payload(List.of(1)).sendAsync())
			.isCompletedExceptionally();
	}

	@Test
	void shouldTimeOutWhenReplyIsLate() {
		assertThatExceptionOfType(VstpTimeoutException.class).isThrownBy(() -> this.template.to("peer")
			.header("op", "wait")
			.timeout(Duration.ofMillis(50))
			.exchange(String.class));
	}

	@Test
	void shouldFailWithStackOfCallerWhenNobodyListens() throws Exception {
		int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		VstpTemplate lost = this.apps
			.run(Apps.Empty.class, List.of("vstp.client.destinations.peer.address=localhost:" + port))
			.getBean(VstpTemplate.class);
		assertThatExceptionOfType(VstpConnectionException.class).isThrownBy(() -> lost.to("peer").send())
			.satisfies((ex) -> assertThat(ex.getCause()).isInstanceOf(VstpConnectionException.class))
			.satisfies((ex) -> assertThat(ex.getStackTrace())
				.anyMatch((frame) -> frame.getClassName().startsWith(VstpTemplateIT.class.getName())));
	}

	@Test
	void shouldRefuseToBlockWhenCalledOnEventLoop() {
		Future<String> onEventLoop = this.client.getBean(EventLoops.class)
			.group()
			.submit(() -> this.template.to("peer").header("op", "echo").exchange(String.class));
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> onEventLoop.get(10, TimeUnit.SECONDS))
			.withCauseInstanceOf(IllegalStateException.class)
			.withMessageContaining("would wait for itself");
	}

	@Test
	void shouldStopWaitingWhenThreadIsInterrupted() throws Exception {
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				this.template.to("peer").header("op", "wait").exchange(String.class);
				interrupted.complete(false);
			}
			catch (VstpException ex) {
				interrupted.complete(Thread.currentThread().isInterrupted());
			}
		});
		thread.start();
		assertThat(this.server.getBean(Handlers.Waiting.class).entered.await(10, TimeUnit.SECONDS)).isTrue();
		thread.interrupt();
		assertThat(interrupted).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
	}

	@Test
	void shouldCountBothEndsWhenFramesPass() {
		this.template.to("peer").header("op", "echo").payload("text").exchange(String.class);
		MeterRegistry atClient = this.client.getBean(MeterRegistry.class);
		MeterRegistry atServer = this.server.getBean(MeterRegistry.class);
		assertThat(atClient.get("vstp.sessions").tags("side", "client").gauge().value()).isEqualTo(1);
		assertThat(atServer.get("vstp.sessions").tags("side", "server").gauge().value()).isEqualTo(1);
		for (String type : new String[] { "hello", "data" }) {
			assertThat(atClient.get("vstp.frames").tags("direction", "sent", "type", type).counter().count())
				.isEqualTo(1);
			assertThat(atServer.get("vstp.bytes").tags("direction", "received", "type", type).counter().count())
				.isEqualTo(atClient.get("vstp.bytes").tags("direction", "sent", "type", type).counter().count());
		}
		assertThat(atServer.get("vstp.handler").tags("error", "none").timer().count()).isEqualTo(1);
	}

	@Test
	void shouldRefuseCallsWhenContextIsClosed() {
		this.template.to("peer").header("op", "echo").payload("text").exchange(String.class);
		this.client.close();
		assertThatIllegalStateException().isThrownBy(() -> this.template.to("peer").send());
	}

	@Configuration(proxyBeanMethods = false)
	static class Handlers {

		@VstpHandler
		static class Echoing {

			@VstpHandler("op=echo")
			Frame echo(Frame frame) {
				String contentType = frame.header("content-type");
				return Frame.data((contentType != null) ? Headers.of("content-type", contentType) : Headers.EMPTY,
						frame.payloadBytes());
			}

			@VstpHandler("op=headers")
			Map<String, String> headers(Headers headers) {
				return headers.toMap();
			}

			@VstpHandler("op=fail")
			void fail() {
				throw new IllegalStateException("on purpose");
			}

		}

		@VstpHandler
		static class Taking {

			private final CompletableFuture<String> taken = new CompletableFuture<>();

			@VstpHandler("op=take")
			void take(String payload) {
				this.taken.complete(payload);
			}

		}

		@VstpHandler
		static class Waiting {

			private final CountDownLatch entered = new CountDownLatch(1);

			private final CountDownLatch go = new CountDownLatch(1);

			@VstpHandler("op=wait")
			String waitForIt() throws InterruptedException {
				this.entered.countDown();
				this.go.await();
				return "done";
			}

		}

	}

}
