package io.vstp.spring.autoconfigure;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.client.VstpClients;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.transport.VstpNoHandlerException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.messaging.Message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests of calls for Reactor, and of replies with more than a payload.
 */
class ReactiveVstpCallIT {

	private static final Duration TIME = Duration.ofSeconds(10);

	@RegisterExtension
	private final Apps apps = new Apps();

	private Handlers.All handlers;

	private VstpClients clients;

	private VstpTemplate template;

	@BeforeEach
	void start() {
		ConfigurableApplicationContext server = this.apps.server(Handlers.class);
		// Of a peer that was slow to greet, late replies are waited for.
		ConfigurableApplicationContext client = this.apps.client(server, "vstp.client.defaults.handshake-timeout=30s");
		this.handlers = server.getBean(Handlers.All.class);
		this.clients = client.getBean(VstpClients.class);
		this.template = client.getBean(VstpTemplate.class);
	}

	@AfterEach
	void letGo() {
		this.handlers.go.countDown();
	}

	@Test
	void shouldCallWithEachSubscriptionWhenThereAreSeveral() {
		Mono<String> reply = this.template.to("peer")
			.header("op", "count")
			.payload("n")
			.reactive()
			.exchange(String.class);
		assertThat(this.handlers.count).hasValue(0);
		assertThat(reply.block(TIME)).isEqualTo("n1");
		assertThat(reply.block(TIME)).isEqualTo("n2");
	}

	@Test
	void shouldKeepCallAsItWasWhenItIsChangedLater() {
		var call = this.template.to("peer").header("op", "count").payload("n");
		Mono<String> reply = call.reactive().exchange(String.class);
		call.header("op", "nobody").payload("m");
		assertThat(reply.block(TIME)).isEqualTo("n1");
	}

	@Test
	void shouldMakePayloadForEachSubscriptionWhenItIsABuffer() {
		Mono<String> once = this.template.to("peer")
			.header("op", "count")
			.payload(buffer())
			.reactive()
			.exchange(String.class);
		assertThat(once.block(TIME)).isEqualTo("n1");
		assertThatIllegalStateException().isThrownBy(() -> once.block(TIME)).withMessageContaining("payloadFrom");
		Mono<String> often = this.template.to("peer")
			.header("op", "count")
			.payloadFrom(this::buffer)
			.reactive()
			.exchange(String.class);
		assertThat(often.block(TIME)).isEqualTo("n2");
		assertThat(often.block(TIME)).isEqualTo("n3");
	}

	@Test
	void shouldLeaveNothingOpenWhenSubscriptionIsCancelled() throws Exception {
		Disposable subscription = this.template.to("peer")
			.header("op", "wait")
			.reactive()
			.exchange(Frame.class)
			.subscribe();
		assertThat(this.handlers.entered.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.clients.client("peer").openCalls()).isEqualTo(1);
		subscription.dispose();
		assertThat(this.clients.client("peer").openCalls()).isZero();
		this.handlers.go.countDown();
		assertThat(this.template.to("peer").header("op", "count").exchange(String.class)).isEqualTo("1");
	}

	@Test
	void shouldCompleteWhenNothingIsReturned() {
		assertThat(this.template.to("peer").header("op", "count").reactive().send().block(TIME)).isNull();
		assertThat(this.template.to("peer").header("op", "count").reactive().sendWithAck().block(TIME)).isNull();
		assertThat(this.template.to("peer").header("op", "count").reactive().exchange(Void.class).block(TIME)).isNull();
		await().untilAsserted(() -> assertThat(this.handlers.count).hasValue(3));
	}

	@Test
	void shouldSignalErrorWhenServerAnswersWithError() {
		assertThatExceptionOfType(VstpNoHandlerException.class)
			.isThrownBy(() -> this.template.to("peer").header("op", "nobody").reactive().sendWithAck().block(TIME));
	}

	@Test
	void shouldReturnHeadersWhenMessageIsWanted() throws Exception {
		Message<String> message = this.template.to("peer").header("op", "headers").exchangeForMessage(String.class);
		assertThat(message.getPayload()).isEqualTo("text");
		assertThat(message.getHeaders()).containsEntry("shelf", "7");
		Message<byte[]> bytes = this.template.to("peer")
			.header("op", "headers")
			.exchangeForMessage(new ParameterizedTypeReference<byte[]>() {
			});
		assertThat(bytes.getPayload()).isEqualTo("text".getBytes());
		assertThat(this.template.to("peer")
			.header("op", "headers")
			.exchangeForMessageAsync(String.class)
			.get(10, TimeUnit.SECONDS)
			.getHeaders()).containsEntry("shelf", "7");
		assertThat(this.template.to("peer")
			.header("op", "headers")
			.reactive()
			.exchangeForMessage(String.class)
			.block(TIME)
			.getHeaders()).containsEntry("shelf", "7");
		Message<Frame> frame = this.template.to("peer").header("op", "headers").exchangeForMessage(Frame.class);
		assertThat(frame.getPayload().payloadText()).isEqualTo("text");
		frame.getPayload().release();
	}

	@Test
	void shouldReturnEmptyOptionalWhenReplyIsEmpty() {
		ParameterizedTypeReference<Optional<String>> type = new ParameterizedTypeReference<>() {
		};
		assertThat(this.template.to("peer").header("op", "nothing").exchange(type)).isEmpty();
		assertThat(this.template.to("peer").header("op", "headers").exchange(type)).contains("text");
	}

	@Test
	void shouldSendHeadersOfFrameWhenPayloadIsOne() {
		Frame frame = Frame.data(Headers.of("op", "count", "more", "1"), buffer());
		assertThat(this.template.to("peer").payload(frame).exchange(String.class)).isEqualTo("n1");
		await().untilAsserted(() -> assertThat(frame.refCnt()).isZero());
	}

	private ByteBuf buffer() {
		return Unpooled.buffer().writeByte('n');
	}

	@Configuration(proxyBeanMethods = false)
	static class Handlers {

		@VstpHandler
		static class All {

			private final AtomicInteger count = new AtomicInteger();

			private final CountDownLatch entered = new CountDownLatch(1);

			private final CountDownLatch go = new CountDownLatch(1);

			@VstpHandler("op=count")
			String count(String payload) {
				return payload + this.count.incrementAndGet();
			}

			@VstpHandler("op=headers")
			Frame headers() {
				return Frame.data(Headers.of("shelf", "7"), "text");
			}

			@VstpHandler("op=nothing")
			void nothing() {
			}

			@VstpHandler("op=wait")
			void waitForIt() throws InterruptedException {
				this.entered.countDown();
				this.go.await();
			}

		}

	}

}
