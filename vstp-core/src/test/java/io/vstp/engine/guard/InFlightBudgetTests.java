package io.vstp.engine.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.vstp.test.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Room for frames and bytes, and the line of those who wait for it.
 */
class InFlightBudgetTests {

	private final List<String> called = new ArrayList<>();

	@Test
	void shouldGiveRoomUntilFramesRunOut() {
		InFlightBudget budget = new InFlightBudget(2, 1_000);
		assertThat(budget.tryAcquire(0)).isTrue();
		assertThat(budget.tryAcquire(0)).isTrue();
		assertThat(budget.tryAcquire(0)).isFalse();
		assertThat(budget.frames()).isEqualTo(2);
		budget.release(0);
		assertThat(budget.tryAcquire(0)).isTrue();
	}

	@Test
	void shouldGiveRoomUntilBytesRunOut() {
		InFlightBudget budget = new InFlightBudget(100, 1_000);
		assertThat(budget.tryAcquire(600)).isTrue();
		assertThat(budget.tryAcquire(401)).isFalse();
		assertThat(budget.tryAcquire(400)).isTrue();
		assertThat(budget.bytes()).isEqualTo(1_000);
		assertThat(budget.frames()).isEqualTo(2);
		budget.release(600);
		assertThat(budget.bytes()).isEqualTo(400);
	}

	@Test
	void shouldGiveRoomToSingleFrameWhenItIsLongerThanAll() {
		InFlightBudget budget = new InFlightBudget(100, 1_000);
		assertThat(budget.tryAcquire(5_000)).isTrue();
		assertThat(budget.tryAcquire(0)).isFalse();
		budget.release(5_000);
		assertThat(budget.tryAcquire(1)).isTrue();
		assertThat(budget.tryAcquire(5_000)).isFalse();
		budget.release(1);
		assertThat(budget.frames()).isZero();
		assertThat(budget.bytes()).isZero();
	}

	@Test
	void shouldCallThoseInLineOneByOneWhenRoomIsGivenBack() {
		InFlightBudget budget = new InFlightBudget(2, 1_000);
		budget.tryAcquire(1);
		budget.tryAcquire(1);
		assertThat(budget.tryAcquire(1, call("a"))).isFalse();
		assertThat(budget.tryAcquire(1, call("b"))).isFalse();
		assertThat(budget.tryAcquire(1, call("c"))).isFalse();
		assertThat(this.called).isEmpty();
		budget.release(1);
		assertThat(this.called).containsExactly("a");
		budget.release(1);
		assertThat(this.called).containsExactly("a", "b");
		budget.callNext();
		budget.callNext();
		assertThat(this.called).containsExactly("a", "b", "c");
	}

	@Test
	void shouldNotCallWhenCancelledOrServed() {
		InFlightBudget budget = new InFlightBudget(1, 1_000);
		assertThat(budget.tryAcquire(1, call("served"))).isTrue();
		Runnable cancelled = call("cancelled");
		assertThat(budget.tryAcquire(1, cancelled)).isFalse();
		assertThat(budget.tryAcquire(1, call("b"))).isFalse();
		budget.cancel(cancelled);
		budget.release(1);
		budget.callNext();
		assertThat(this.called).containsExactly("b");
	}

	@ParameterizedTest
	@CsvSource({ "1,100000", "3,100000", "100,50", "5,40" })
	void shouldEndEmptyWithNobodyInLineWhenThreadsRace(long maxFrames, long maxBytes) throws Exception {
		InFlightBudget budget = new InFlightBudget(maxFrames, maxBytes);
		long seed = Seeds.next();
		Work work = new Work(budget, maxFrames, maxBytes);
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			List<Future<?>> running = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				Random random = new Random(seed * 4 + i);
				running.add(threads.submit(() -> work.run(random, 50_000)));
			}
			for (Future<?> future : running) {
				future.get(30, TimeUnit.SECONDS);
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(work.done.get()).isEqualTo(200_000);
		assertThat(budget.frames()).isZero();
		assertThat(budget.bytes()).isZero();
		budget.callNext();
		assertThat(work.woken).isEmpty();
	}

	private Runnable call(String name) {
		return () -> this.called.add(name);
	}

	/**
	 * Frames that look for room, wait for it, keep it for a while and give it back.
	 */
	private static final class Work {

		private final InFlightBudget budget;

		private final long maxFrames;

		private final long maxBytes;

		private final Queue<Integer> woken = new ConcurrentLinkedQueue<>();

		private final Queue<Integer> held = new ConcurrentLinkedQueue<>();

		private final AtomicInteger waiting = new AtomicInteger();

		private final AtomicInteger done = new AtomicInteger();

		private final AtomicLong frames = new AtomicLong();

		Work(InFlightBudget budget, long maxFrames, long maxBytes) {
			this.budget = budget;
			this.maxFrames = maxFrames;
			this.maxBytes = maxBytes;
		}

		void run(Random random, int count) {
			int left = count;
			while (left > 0 || this.waiting.get() > 0 || !this.held.isEmpty()) {
				Integer length = this.woken.poll();
				if (length != null) {
					this.waiting.decrementAndGet();
					acquire(length);
				}
				else if (left > 0 && random.nextBoolean()) {
					left--;
					acquire((random.nextInt(20) != 0) ? random.nextInt(30) : 60);
				}
				else {
					release();
				}
			}
		}

		private void acquire(int length) {
			this.waiting.incrementAndGet();
			if (this.budget.tryAcquire(length, () -> this.woken.add(length))) {
				long now = this.frames.incrementAndGet();
				if (now > this.maxFrames || (now > 1 && this.budget.bytes() > this.maxBytes + 4 * 60)) {
					throw new IllegalStateException("Too much in flight: " + now);
				}
				this.held.add(length);
				this.waiting.decrementAndGet();
			}
		}

		private void release() {
			Integer length = this.held.poll();
			if (length != null) {
				this.frames.decrementAndGet();
				this.done.incrementAndGet();
				this.budget.release(length);
			}
		}

	}

}
