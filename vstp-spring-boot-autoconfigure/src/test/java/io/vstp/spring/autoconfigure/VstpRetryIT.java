package io.vstp.spring.autoconfigure;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.server.VstpServer;
import io.vstp.spring.client.VstpClients;
import io.vstp.spring.client.VstpRetry;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.test.Endpoints;
import io.vstp.transport.Exchange;
import io.vstp.transport.VstpNoHandlerException;
import io.vstp.transport.VstpPeerOverloadedException;
import io.vstp.transport.VstpShuttingDownException;
import io.vstp.transport.VstpTimeoutException;
import io.vstp.transport.VstpUnreachableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests of calls that are tried again.
 */
class VstpRetryIT {

	private static final RetryPolicy SAFE = VstpRetry.unhandled().maxRetries(5).delay(Duration.ofMillis(5)).build();

	@RegisterExtension
	private final Endpoints endpoints = new Endpoints();

	@RegisterExtension
	private final Apps apps = new Apps();

	private final AtomicInteger attempts = new AtomicInteger();

	private final Queue<Exchange> unanswered = new ConcurrentLinkedQueue<>();

	@AfterEach
	void letGo() {
		this.unanswered.forEach(Exchange::complete);
	}

	@Test
	void shouldSendWholePayloadAgainWhenServerIsOverloaded() {
		VstpTemplate template = template(server(ErrorCode.OVERLOADED, 3));
		ByteBuf payload = Unpooled.buffer().writeBytes("text".getBytes());
		String reply = template.to("peer").payload(payload).retry(SAFE).exchange(String.class);
		assertThat(reply).isEqualTo("text");
		assertThat(this.attempts).hasValue(4);
		await().untilAsserted(() -> assertThat(payload.refCnt()).isZero());
	}

	@Test
	void shouldRetryByPropertiesWhenServerStops() {
		VstpTemplate template = template(server(ErrorCode.SHUTTING_DOWN, 2), "vstp.client.defaults.retry.max-retries=2",
				"vstp.client.defaults.retry.delay=5ms");
		template.to("peer").payload("text").sendWithAck();
		assertThat(this.attempts).hasValue(3);
		assertThatExceptionOfType(VstpShuttingDownException.class)
			.isThrownBy(() -> template(server(ErrorCode.SHUTTING_DOWN, 2), "vstp.client.defaults.retry.max-retries=1",
					"vstp.client.defaults.retry.delay=5ms")
				.to("peer")
				.sendWithAck());
	}

	@Test
	void shouldFailAtOnceWhenServerHasNoHandler() {
		VstpTemplate template = template(server(ErrorCode.NO_HANDLER, 1));
		assertThatExceptionOfType(VstpNoHandlerException.class)
			.isThrownBy(() -> template.to("peer").retry(SAFE).exchange(String.class));
		assertThat(this.attempts).hasValue(1);
	}

	@Test
	void shouldFailWithLastFailureWhenRetriesAreUsedUp() {
		VstpTemplate template = template(server(ErrorCode.OVERLOADED, 100));
		ByteBuf payload = Unpooled.buffer().writeByte(1);
		assertThat(template.to("peer").payload(payload).retry(SAFE).exchangeAsync(String.class))
			.failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.withCauseInstanceOf(VstpPeerOverloadedException.class);
		assertThat(this.attempts).hasValue(6);
		await().untilAsserted(() -> assertThat(payload.refCnt()).isZero());
	}

	@Test
	void shouldReachServerWhenItStartsWhileCallIsTriedAgain() throws Exception {
		int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		VstpTemplate template = this.apps
			.run(Apps.Empty.class,
					List.of("vstp.client.destinations.peer.address=127.0.0.1:" + port,
							"vstp.client.defaults.call-timeout=20s", "vstp.client.defaults.reconnect.max-delay=50ms"))
			.getBean(VstpTemplate.class);
		assertThatExceptionOfType(VstpUnreachableException.class).isThrownBy(() -> template.to("peer").send());
		CompletableFuture<String> reply = template.to("peer")
			.payload("text")
			.retry(VstpRetry.unhandled().maxRetries(1000).delay(Duration.ofMillis(20)).build())
			.exchangeAsync(String.class);
		this.endpoints.server(Endpoints.ECHO,
				(options) -> options.bindAddress(new InetSocketAddress("127.0.0.1", port)));
		assertThat(reply).succeedsWithin(Duration.ofSeconds(20)).isEqualTo("text");
	}

	@Test
	void shouldEndWithinTimeoutOfCallWhenRetriesWouldGoOn() {
		VstpTemplate template = template(server(ErrorCode.OVERLOADED, 100_000));
		assertThatExceptionOfType(VstpPeerOverloadedException.class).as("once there is a connection")
			.isThrownBy(() -> template.to("peer").sendWithAck());
		this.attempts.set(0);
		// Long pauses, for the last attempt must not be under way when the time is up.
		assertThatExceptionOfType(VstpPeerOverloadedException.class).isThrownBy(() -> template.to("peer")
			.timeout(Duration.ofSeconds(3))
			.retry(VstpRetry.unhandled().maxRetries(100_000).delay(Duration.ofMillis(400)).build())
			.exchange(String.class));
		assertThat(this.attempts).hasValueBetween(2, 8);
	}

	@Test
	void shouldRetryTimeoutsWhenPolicyDoes() {
		VstpTemplate template = template(server(fromTheThirdOn()));
		assertThatExceptionOfType(VstpTimeoutException.class)
			.isThrownBy(() -> template.to("peer").timeout(Duration.ofMillis(100)).retry(SAFE).exchange(String.class));
		String reply = template.to("peer")
			.payload("text")
			.attemptTimeout(Duration.ofMillis(100))
			.retry(RetryPolicy.builder()
				.includes(VstpTimeoutException.class)
				.maxRetries(100)
				.delay(Duration.ofMillis(5))
				.build())
			.exchange(String.class);
		assertThat(reply).isEqualTo("text");
		assertThat(this.attempts).hasValueGreaterThan(2);
	}

	@Test
	void shouldStopWhenFutureIsCancelled() {
		VstpTemplate template = template(server(ErrorCode.OVERLOADED, 100_000));
		ByteBuf payload = Unpooled.buffer().writeByte(1);
		CompletableFuture<String> reply = template.to("peer")
			.payload(payload)
			.timeout(Duration.ofMinutes(1))
			.retry(VstpRetry.unhandled().maxRetries(100_000).delay(Duration.ofMillis(10)).build())
			.exchangeAsync(String.class);
		await().until(() -> this.attempts.get() > 2);
		reply.cancel(false);
		await().untilAsserted(() -> assertThat(payload.refCnt()).isZero());
	}

	@Test
	void shouldLeaveNothingOpenWhenFutureIsCancelled() throws Exception {
		CountDownLatch held = new CountDownLatch(1);
		VstpServer server = this.endpoints.server((exchange) -> {
			this.unanswered.add(exchange);
			held.countDown();
		});
		ConfigurableApplicationContext client = this.apps.run(Apps.Empty.class,
				List.of("vstp.client.destinations.peer.address=127.0.0.1:" + server.address(Transport.TCP).getPort(),
						"vstp.client.defaults.call-timeout=1m",
						// Of a peer that was slow to greet, late replies are waited for.
						"vstp.client.defaults.handshake-timeout=30s"));
		CompletableFuture<String> reply = client.getBean(VstpTemplate.class)
			.to("peer")
			.payload("text")
			.exchangeAsync(String.class);
		assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(client.getBean(VstpClients.class).client("peer").openCalls()).isEqualTo(1);
		reply.cancel(false);
		assertThat(client.getBean(VstpClients.class).client("peer").openCalls()).isZero();
	}

	// Answers the third request and those after it.
	private Consumer<Exchange> fromTheThirdOn() {
		return (exchange) -> {
			if (this.attempts.incrementAndGet() > 2) {
				reply(exchange);
			}
			else {
				this.unanswered.add(exchange);
			}
		};
	}

	private static void reply(Exchange exchange) {
		exchange.reply(Frame.data(Headers.EMPTY, ByteBufUtil.getBytes(exchange.frame().payload())));
	}

	private VstpServer server(Consumer<Exchange> handler) {
		return this.endpoints.server(handler::accept);
	}

	private VstpServer server(ErrorCode code, int times) {
		this.attempts.set(0);
		return this.endpoints.server((exchange) -> {
			if (this.attempts.incrementAndGet() <= times) {
				exchange.fail(code, "not now");
			}
			else if (exchange.frame().header("correlation-id") != null) {
				reply(exchange);
			}
			else {
				exchange.complete();
			}
		});
	}

	private VstpTemplate template(VstpServer server, String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("vstp.client.destinations.peer.address=127.0.0.1:" + server.address(Transport.TCP).getPort());
		return this.apps.run(Apps.Empty.class, all).getBean(VstpTemplate.class);
	}

}
