package io.vstp.test;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class in which Netty found a buffer that nobody released. Registered for
 * all tests by the service loader.
 */
public final class LeakExtension implements BeforeAllCallback, AfterAllCallback {

	private static final Queue<String> leaks = new ConcurrentLinkedQueue<>();

	static {
		ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Factory());
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		if (ResourceLeakDetector.getLevel() != ResourceLeakDetector.Level.PARANOID) {
			ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
		}
	}

	@Override
	public void afterAll(ExtensionContext context) {
		List<String> found = find();
		if (!found.isEmpty()) {
			throw new AssertionError(
					"%d buffers were not released; the first:%n%s".formatted(found.size(), found.get(0)));
		}
	}

	/**
	 * Has Netty look for leaks now.
	 * @return what it found since the last look
	 */
	public static List<String> find() {
		// References are queued some time after a collection. When the second is there,
		// all
		// that the first collection found are.
		collect();
		collect();
		// The detector reports what is queued when the next buffer is tracked.
		ByteBuf probe = UnpooledByteBufAllocator.DEFAULT.directBuffer(1);
		probe.release();
		List<String> found = List.copyOf(leaks);
		leaks.clear();
		return found;
	}

	private static void collect() {
		ReferenceQueue<Object> queue = new ReferenceQueue<>();
		WeakReference<Object> canary = new WeakReference<>(new Object(), queue);
		System.gc();
		try {
			if (queue.remove(10_000) != canary) {
				throw new IllegalStateException("The garbage collector found nothing, so leaks would not be found");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static final class Factory extends ResourceLeakDetectorFactory {

		@Override
		@SuppressWarnings("deprecation")
		public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval,
				long maxActive) {
			return new Recorder<>(resource, samplingInterval);
		}

		@Override
		public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval) {
			return new Recorder<>(resource, samplingInterval);
		}

	}

	private static final class Recorder<T> extends ResourceLeakDetector<T> {

		private Recorder(Class<?> resourceType, int samplingInterval) {
			super(resourceType, samplingInterval);
		}

		@Override
		protected void reportTracedLeak(String resourceType, String records) {
			leaks.add(resourceType + records);
		}

		@Override
		protected void reportUntracedLeak(String resourceType) {
			leaks.add(resourceType);
		}

		@Override
		protected boolean needReport() {
			return true;
		}

	}

}
