package io.vstp.spring.test.client;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.vstp.frame.Frame;
import io.vstp.spring.convert.VstpMessageConverters;
import org.jspecify.annotations.Nullable;

/**
 * What came without being asked for. Of more than 1,024 the latest are dropped.
 */
final class Pushes {

	private static final int MAX = 1_024;

	private final BlockingQueue<VstpTestResult> queue = new LinkedBlockingQueue<>(MAX);

	private final VstpMessageConverters converters;

	Pushes(VstpMessageConverters converters) {
		this.converters = converters;
	}

	/**
	 * Notes a frame.
	 * @param frame the frame; not released
	 */
	void add(Frame frame) {
		this.queue.offer(VstpTestResult.of(VstpTestResult.Kind.PUSH, false, frame, this.converters));
	}

	@Nullable VstpTestResult take(Duration timeout) {
		try {
			return this.queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
	}

}
