package io.vstp.spring.handler;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.spring.annotation.VstpHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;

class HandlerReplyTests {

	private HandlerFixture fixture;

	@BeforeEach
	void start() {
		this.fixture = new HandlerFixture(Replies.class, Echoes.class);
	}

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	private TestExchange handle(String op) {
		ByteBuf payload = ByteBufUtil.writeUtf8(ByteBufAllocator.DEFAULT, "request");
		return this.fixture.handle(Frame.data(Headers.of("op", op), payload));
	}

	@ParameterizedTest
	@CsvSource({ "bytes, {}, reply", "byteBuf, {}, reply", "byteBuffer, {}, reply",
			"text, {content-type=text/plain}, reply", "chars, {content-type=text/plain}, reply",
			"object, {content-type=application/json}, '{\"name\":\"n\"}'", "number, {content-type=application/json}, 7",
			"list, {content-type=application/json}, '[1,2]'", "optional, {content-type=text/plain}, reply",
			"frame, {a=b}, reply", "future, {content-type=text/plain}, reply",
			"stage, {content-type=application/json}, '{\"name\":\"n\"}'", "echo-frame, {op=echo-frame}, request",
			"echo-changed, '{op=echo-changed, a=b}', request", "echo-byteBuf, {}, request",
			"echo-byteBuffer, {}, request", "echo-future, {}, request", "echo-message, {a=b}, request",
			"copied-message, {op=copied-message}, request" })
	void shouldReplyWithWhatHandlerReturns(String op, String headers, String payload) {
		try (TestExchange exchange = handle(op)) {
			assertThat(exchange.events()).containsExactly("ack", "reply");
			assertThat(exchange.reply().type()).isEqualTo(FrameType.DATA);
			assertThat(exchange.reply().headers()).hasToString(headers);
			assertThat(exchange.reply().payloadText()).isEqualTo(payload);
			assertThat(this.fixture.observed()).singleElement().asString().endsWith(") TCP null");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "void", "null", "empty", "null-future" })
	void shouldCompleteWhenHandlerReturnsNothing(String op) {
		try (TestExchange exchange = handle(op)) {
			assertThat(exchange.events()).containsExactly("ack", "complete");
		}
	}

	@Test
	void shouldTakeHeadersOfMessage() {
		try (TestExchange exchange = handle("message")) {
			assertThat(exchange.reply().payloadText()).isEqualTo("{\"name\":\"n\"}");
			Headers headers = exchange.reply().headers();
			assertThat(headers.toMap()).containsExactlyInAnyOrderEntriesOf(
					Map.of("a", "1", "many", "x", "numbers", "1", "raw", "ab", "content-type", "application/hal+json"));
			assertThat(headers.getAll("many")).containsExactly("x", "y");
			assertThat(headers.getAll("numbers")).containsExactly("1", "2");
		}
	}

	@Test
	void shouldPreferHeaderNamedAsOnTheWireWhenMessageHasBoth() {
		try (TestExchange exchange = handle("both-types")) {
			assertThat(exchange.reply().headers()).isEqualTo(Headers.of("content-type", "text/csv"));
		}
	}

	@Test
	void shouldAnswerLaterWhenFutureIsNotComplete() {
		try (TestExchange exchange = handle("pending")) {
			assertThat(exchange.events()).containsExactly("ack");
			assertThat(exchange.frame().refCnt()).isOne();
			this.fixture.bean(Replies.class).pending.complete("late");
			assertThat(exchange.events()).containsExactly("ack", "reply");
			assertThat(exchange.reply().payloadText()).isEqualTo("late");
		}
	}

	@ParameterizedTest
	@CsvSource({
			"long-value, 'IllegalArgumentException: The value of header ''a'' is 256 bytes long, but the limit is 255 bytes'",
			"long-name, 'IllegalArgumentException: The name of header ''%s...'' is 256 bytes long, but the limit is 255 bytes'",
			"unwritable, 'MessageConversionException: Could not write JSON: '",
			"wrong-type, 'MessageConversionException: No message converter writes %n as image/png'" })
	void shouldAnswerHandlerFailedWhenReplyCannotBeSent(String op, String message) {
		try (TestExchange exchange = handle(op)) {
			assertThat(exchange.events()).containsExactly("ack", "fail");
			assertThat(exchange.errorCode()).isEqualTo(ErrorCode.HANDLER_FAILED);
			assertThat(exchange.errorMessage())
				.startsWith(message.replace("%s", "n".repeat(40)).replace("%n", Named.class.getName()));
			assertThat(this.fixture.bean(Replies.class).buffer.refCnt()).isZero();
		}
	}

	record Named(String name) {
	}

	/** Refers to itself. */
	record Unwritable(List<Object> values) {
	}

	static class Replies {

		final CompletableFuture<String> pending = new CompletableFuture<>();

		// Each reply that fails must not leave one behind.
		ByteBuf buffer = released();

		private static ByteBuf released() {
			ByteBuf buffer = ByteBufAllocator.DEFAULT.buffer(1);
			buffer.release();
			return buffer;
		}

		@VstpHandler("op=bytes")
		byte[] bytes() {
			return "reply".getBytes(StandardCharsets.UTF_8);
		}

		@VstpHandler("op=byteBuf")
		ByteBuf byteBuf() {
			return ByteBufUtil.writeUtf8(ByteBufAllocator.DEFAULT, "reply");
		}

		@VstpHandler("op=byteBuffer")
		ByteBuffer byteBuffer() {
			return ByteBuffer.wrap(bytes());
		}

		@VstpHandler("op=text")
		String text() {
			return "reply";
		}

		@VstpHandler("op=chars")
		CharSequence chars() {
			return new StringBuilder("reply");
		}

		@VstpHandler("op=object")
		Named object() {
			return new Named("n");
		}

		@VstpHandler("op=number")
		int number() {
			return 7;
		}

		@VstpHandler("op=list")
		List<Integer> list() {
			return List.of(1, 2);
		}

		@VstpHandler("op=optional")
		Optional<String> optional() {
			return Optional.of("reply");
		}

		@VstpHandler("op=frame")
		Frame frame() {
			return Frame.data(Headers.of("a", "b"), byteBuf());
		}

		@VstpHandler("op=future")
		CompletableFuture<String> future() {
			return CompletableFuture.completedFuture("reply");
		}

		@VstpHandler("op=stage")
		CompletionStage<Named> stage() {
			return CompletableFuture.completedStage(new Named("n"));
		}

		@VstpHandler("op=void")
		void nothing() {
		}

		@VstpHandler("op=null")
		String none() {
			return null;
		}

		@VstpHandler("op=empty")
		Optional<String> empty() {
			return Optional.empty();
		}

		@VstpHandler("op=null-future")
		CompletableFuture<Void> nullFuture() {
			return CompletableFuture.completedFuture(null);
		}

		@VstpHandler("op=pending")
		CompletableFuture<String> pending() {
			return this.pending;
		}

		@VstpHandler("op=long-value")
		Message<ByteBuf> longValue() {
			this.buffer = byteBuf();
			return MessageBuilder.withPayload(this.buffer).setHeader("a", "v".repeat(256)).build();
		}

		@VstpHandler("op=long-name")
		Message<ByteBuf> longName() {
			this.buffer = byteBuf();
			return MessageBuilder.withPayload(this.buffer).setHeader("n".repeat(256), "v").build();
		}

		@VstpHandler("op=unwritable")
		Object unwritable() {
			List<Object> values = new ArrayList<>();
			values.add(new Unwritable(values));
			return values;
		}

		@VstpHandler("op=wrong-type")
		Message<Named> wrongType() {
			return MessageBuilder.withPayload(new Named("n")).setHeader("content-type", "image/png").build();
		}

		@VstpHandler("op=message")
		Message<Named> message() {
			return MessageBuilder.withPayload(new Named("n"))
				.setHeader("a", 1)
				.setHeader("many", List.of("x", "y"))
				.setHeader("numbers", new int[] { 1, 2 })
				.setHeader("raw", "ab".getBytes(StandardCharsets.UTF_8))
				.setHeader(MessageHeaders.CONTENT_TYPE, MimeTypeUtils.parseMimeType("application/hal+json"))
				.build();
		}

		@VstpHandler("op=both-types")
		Message<String> bothTypes() {
			return MessageBuilder.withPayload("a,b")
				.setHeader("content-type", "text/csv")
				.setHeader(MessageHeaders.CONTENT_TYPE, "application/json")
				.build();
		}

	}

	static class Echoes {

		@VstpHandler("op=echo-frame")
		Frame echo(Frame frame) {
			return frame;
		}

		@VstpHandler("op=echo-changed")
		Frame changed(Frame frame) {
			return frame.withHeader("a", "b");
		}

		@VstpHandler("op=echo-byteBuf")
		ByteBuf echo(ByteBuf payload) {
			return payload;
		}

		@VstpHandler("op=echo-byteBuffer")
		ByteBuffer echo(ByteBuffer payload) {
			return payload;
		}

		@VstpHandler("op=echo-future")
		CompletableFuture<ByteBuf> later(ByteBuf payload) {
			return CompletableFuture.completedFuture(payload);
		}

		@VstpHandler("op=echo-message")
		Message<ByteBuf> message(ByteBuf payload) {
			return MessageBuilder.withPayload(payload).setHeader("a", "b").build();
		}

		@VstpHandler("op=copied-message")
		Message<byte[]> message(Message<byte[]> message) {
			return MessageBuilder.fromMessage(message).build();
		}

	}

}
