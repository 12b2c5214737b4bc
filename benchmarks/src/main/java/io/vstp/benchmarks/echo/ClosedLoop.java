package io.vstp.benchmarks.echo;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import io.vstp.benchmarks.harness.Usage;
import io.vstp.benchmarks.harness.Window;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a number of requests under way: where a reply comes, the next request goes out,
 * on the thread that the reply came on. Each reply must be what was sent.
 */
final class ClosedLoop {

	static final int PAYLOAD = 64;

	private static final long LONGEST_DRAIN_SECONDS = 30;

	private final Echo echo;

	private volatile boolean ended;

	ClosedLoop(Echo echo) {
		this.echo = echo;
	}

	/**
	 * Runs for a while, then waits for the last replies.
	 * @param depth how many requests are under way
	 * @param millis for how long
	 * @return what was done
	 * @throws Exception if a request failed or a reply was wrong
	 */
	Window run(int depth, long millis) throws Exception {
		this.ended = false;
		CountDownLatch open = new CountDownLatch(depth);
		List<Chain> chains = new ArrayList<>();
		for (int i = 0; i < depth; i++) {
			chains.add(new Chain(i, open));
		}
		Usage start = Usage.now();
		chains.forEach(Chain::proceed);
		boolean early = open.await(millis, TimeUnit.MILLISECONDS);
		this.ended = true;
		if (!open.await(LONGEST_DRAIN_SECONDS, TimeUnit.SECONDS)) {
			throw new IllegalStateException("%d of %d requests have no end".formatted(open.getCount(), depth));
		}
		Window window = start.until(chains.stream().mapToLong(Chain::replies).sum());
		for (Chain chain : chains) {
			if (chain.failure != null) {
				throw new IllegalStateException("A request failed", chain.failure);
			}
		}
		if (early) {
			throw new IllegalStateException("All requests have ended before their time");
		}
		return window;
	}

	/** One request after another. */
	private final class Chain implements BiConsumer<byte @Nullable [], @Nullable Throwable> {

		private final long number;

		private final CountDownLatch open;

		private byte[] sent = new byte[0];

		private long replies;

		private @Nullable Throwable failure;

		private Chain(long number, CountDownLatch open) {
			this.number = number;
			this.open = open;
		}

		private long replies() {
			return this.replies;
		}

		private void proceed() {
			if (ClosedLoop.this.ended) {
				this.open.countDown();
				return;
			}
			// A new one, as an application would have it: the last one may still be
			// looked at.
			byte[] payload = new byte[PAYLOAD];
			ByteBuffer.wrap(payload).putLong(this.number).putLong(this.replies);
			this.sent = payload;
			ClosedLoop.this.echo.call(payload).whenComplete(this);
		}

		@Override
		public void accept(byte @Nullable [] reply, @Nullable Throwable failure) {
			if (failure != null) {
				end(failure);
			}
			else if (!Arrays.equals(this.sent, reply)) {
				end(new IllegalStateException("A reply is not what was sent"));
			}
			else {
				this.replies++;
				proceed();
			}
		}

		private void end(Throwable failure) {
			this.failure = failure;
			this.open.countDown();
		}

	}

}
