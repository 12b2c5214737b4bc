package io.vstp.spring.customize;

import java.util.concurrent.Executor;

/**
 * Adjusts, wraps or measures what runs handlers and what completes the futures of calls.
 * Beans of this type are called in their order, once for each executor, unless the
 * application brings it itself. {@code TaskDecorator} beans are applied before, as Spring
 * Boot does for its own executor.
 */
@FunctionalInterface
public interface VstpExecutorCustomizer {

	/**
	 * Adjusts an executor.
	 * @param name what it does: {@code handler} runs the server's handlers, {@code push}
	 * those of frames that come to clients unasked for, and {@code client} completes the
	 * futures of calls
	 * @param executor a {@link java.util.concurrent.ThreadPoolExecutor}, or something
	 * else where virtual threads are enabled, there are {@code TaskDecorator} beans, or
	 * another customizer was here before
	 * @return what to use: the executor, or one that passes all tasks to it. The executor
	 * is shut down all the same
	 */
	Executor customize(String name, Executor executor);

}
