package io.vstp.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.transport.Exchange;
import io.vstp.transport.FrameHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Calls that go on one after the other, several at a time: acknowledged ones, requests
 * and long ones, each with a number by which the handler counts it.
 */
final class Traffic implements FrameHandler {

	private static final int LONG = 20_000;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final Map<Integer, AtomicInteger> handled = new ConcurrentHashMap<>();

	private final Set<Integer> confirmed = ConcurrentHashMap.newKeySet();

	private final Queue<String> failures = new ConcurrentLinkedQueue<>();

	private final AtomicInteger next = new AtomicInteger();

	private final AtomicInteger open = new AtomicInteger();

	private volatile boolean stopped;

	@Override
	public void handle(Exchange exchange) {
		byte[] payload = exchange.frame().payloadBytes();
		int number = Integer.parseInt(exchange.frame().header("n"));
		this.handled.computeIfAbsent(number, (any) -> new AtomicInteger()).incrementAndGet();
		if (exchange.frame().headers().contains("correlation-id")) {
			exchange.reply(Frame.data(Headers.EMPTY, payload));
		}
		else {
			exchange.complete();
		}
	}

	void start(VstpClient client, int atATime) {
		for (int i = 0; i < atATime; i++) {
			this.open.incrementAndGet();
			again(client);
		}
	}

	private void again(VstpClient client) {
		if (this.stopped) {
			this.open.decrementAndGet();
			return;
		}
		int number = this.next.getAndIncrement();
		call(client, number).whenComplete((done, failure) -> {
			if (failure == null) {
				this.confirmed.add(number);
			}
			else {
				this.failures.add(number + ": " + failure);
			}
			// Elsewhere, or a call that fails at once would call itself.
			CompletableFuture.delayedExecutor(1, java.util.concurrent.TimeUnit.MILLISECONDS)
				.execute(() -> again(client));
		});
	}

	private static CompletableFuture<?> call(VstpClient client, int number) {
		Headers headers = Headers.of("n", Integer.toString(number));
		byte[] small = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
		return switch (number % 3) {
			case 0 -> client.sendWithAck(Frame.data(headers, small), (Duration) null);
			case 1 -> client.exchange(Frame.data(headers, small), (Duration) null).thenAccept((reply) -> {
				try {
					assertThat(reply.payloadText()).isEqualTo(Integer.toString(number));
				}
				finally {
					reply.release();
				}
			});
			default -> client.sendWithAck(Frame.data(headers, new byte[LONG]), (Duration) null);
		};
	}

	int confirmed() {
		return this.confirmed.size();
	}

	void awaitConfirmed(int more) {
		int goal = confirmed() + more;
		await().atMost(PATIENCE).until(() -> confirmed() >= goal);
	}

	void stop() {
		this.stopped = true;
		await().atMost(PATIENCE).until(() -> this.open.get() == 0);
	}

	/**
	 * Each call that succeeded was handled, and no call was handled twice.
	 */
	void assertHandledOnce() {
		// What was sent again may still be on its way.
		await().untilAsserted(() -> assertThat(this.handled.keySet()).containsAll(this.confirmed));
		assertThat(this.handled.values()).allMatch((count) -> count.get() == 1);
	}

	Queue<String> failures() {
		return this.failures;
	}

}
