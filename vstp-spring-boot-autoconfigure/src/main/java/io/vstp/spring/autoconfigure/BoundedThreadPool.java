package io.vstp.spring.autoconfigure;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.vstp.transport.Checks;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Threads for code that may block.
 */
final class BoundedThreadPool {

	private static final int KEEP_ALIVE_SECONDS = 60;

	private BoundedThreadPool() {
	}

	/**
	 * Adds capacities of a queue.
	 * @param some how many tasks
	 * @param more how many others
	 * @return all of them, or the highest number there is
	 */
	static int capacity(int some, int more) {
		return (int) Math.min((long) some + more, Integer.MAX_VALUE);
	}

	/**
	 * Creates a pool. Its threads come with the work and go after a minute without. They
	 * are daemons: what is in flight is seen to by the graceful stop, and what outlives
	 * that shall not keep the JVM from ending.
	 * @param values tells which property it was when something is wrong
	 * @param threads how many at the most ({@code executor.pool-size}), or {@code null}
	 * for four for each core and at least eight
	 * @param queueCapacity how many tasks may wait; further ones are rejected
	 * @param namePrefix what the names of the threads begin with
	 * @return the pool
	 */
	static ExecutorService create(PropertyValues values, @Nullable Integer threads, int queueCapacity,
			String namePrefix) {
		values.apply("executor.pool-size", threads, (size) -> Checks.positive("poolSize", size));
		int size = (threads != null) ? threads : Math.max(8, 4 * Runtime.getRuntime().availableProcessors());
		CustomizableThreadFactory factory = new CustomizableThreadFactory(namePrefix);
		factory.setDaemon(true);
		ThreadPoolExecutor pool = new ThreadPoolExecutor(size, size, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(queueCapacity), factory);
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

}
