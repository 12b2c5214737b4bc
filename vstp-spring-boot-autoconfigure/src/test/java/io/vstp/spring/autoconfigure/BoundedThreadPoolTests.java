package io.vstp.spring.autoconfigure;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link BoundedThreadPool}.
 */
class BoundedThreadPoolTests {

	private final PropertyValues values = new PropertyValues("vstp.test");

	@Test
	void shouldHaveFourThreadsForEachCoreWhenSizeIsNotSet() {
		ThreadPoolExecutor pool = (ThreadPoolExecutor) BoundedThreadPool.create(this.values, null, 1, "test-");
		int cores = Runtime.getRuntime().availableProcessors();
		assertThat(pool.getMaximumPoolSize()).isEqualTo(Math.max(8, 4 * cores));
		assertThat(pool.allowsCoreThreadTimeOut()).isTrue();
		pool.shutdownNow();
	}

	@Test
	void shouldRejectTasksWhenThreadsAndQueueAreFull() {
		ExecutorService pool = BoundedThreadPool.create(this.values, 2, 3, "test-");
		CountDownLatch end = new CountDownLatch(1);
		for (int i = 0; i < 5; i++) {
			pool.execute(() -> awaitUninterruptibly(end));
		}
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> pool.execute(end::countDown));
		end.countDown();
		pool.shutdown();
	}

	@Test
	void shouldNamePropertyWhenSizeIsInvalid() {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> BoundedThreadPool.create(this.values, 0, 1, "test-"))
			.withMessage("Property vstp.test.executor.pool-size with value '0' is invalid: Must be above 0, but is 0.");
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
