package io.vstp.benchmarks.echo;

import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.vstp.benchmarks.harness.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ClosedLoopTests {

	private final ExecutorService executor = Executors.newFixedThreadPool(2);

	@AfterEach
	void shutDown() {
		this.executor.shutdownNow();
	}

	@Test
	void shouldCountRepliesAndKeepToTheDepth() throws Exception {
		AtomicInteger open = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		AtomicInteger replies = new AtomicInteger();
		Echo echo = echo((payload) -> {
			most.accumulateAndGet(open.incrementAndGet(), Math::max);
			replies.incrementAndGet();
			open.decrementAndGet();
			return payload;
		});

		Window window = new ClosedLoop(echo).run(3, 50);

		assertThat(window.operations()).isPositive().isEqualTo(replies.get());
		assertThat(most.get()).isBetween(1, 3);
		assertThat(window.nanos()).isGreaterThanOrEqualTo(50_000_000);
	}

	@Test
	void shouldSendADifferentPayloadEachTime() throws Exception {
		var payloads = ConcurrentHashMap.<String>newKeySet();
		Echo echo = echo((payload) -> {
			payloads.add(HexFormat.of().formatHex(payload));
			return payload;
		});

		Window window = new ClosedLoop(echo).run(2, 20);

		assertThat(payloads).hasSize((int) window.operations());
	}

	@Test
	void shouldFailWhenAReplyIsNotWhatWasSent() {
		Echo echo = echo((payload) -> new byte[payload.length]);

		assertThatIllegalStateException().isThrownBy(() -> new ClosedLoop(echo).run(2, 20))
			.havingCause()
			.withMessage("A reply is not what was sent");
	}

	@Test
	void shouldFailWhenARequestFails() {
		Echo echo = echo((payload) -> {
			throw new IllegalArgumentException("no");
		});

		assertThatIllegalStateException().isThrownBy(() -> new ClosedLoop(echo).run(1, 20))
			.withStackTraceContaining("IllegalArgumentException: no");
	}

	private Echo echo(UnaryOperator<byte[]> peer) {
		return new Echo() {

			@Override
			public CompletableFuture<byte @Nullable []> call(byte[] payload) {
				return CompletableFuture.supplyAsync(() -> peer.apply(payload), ClosedLoopTests.this.executor);
			}

			@Override
			public void close() {
			}

		};
	}

}
