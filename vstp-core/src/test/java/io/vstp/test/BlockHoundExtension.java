package io.vstp.test;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.blockhound.BlockHound;

/**
 * Fails a test class in which an event loop was made to wait. Registered for all tests by
 * the service loader; on a JDK where BlockHound cannot work it says so and looks away.
 */
public final class BlockHoundExtension implements BeforeAllCallback, AfterAllCallback {

	private static final Logger logger = LoggerFactory.getLogger(BlockHoundExtension.class);

	private static final Queue<String> found = new ConcurrentLinkedQueue<>();

	private static final boolean active = install();

	private static boolean install() {
		try {
			BlockHound.builder()
				.loadIntegrations()
				// The console of the tests is a pipe.
				.allowBlockingCallsInside("ch.qos.logback.classic.Logger", "callAppenders")
				// Handing work to a pool takes the lock of its queue for a few
				// instructions.
				.allowBlockingCallsInside("java.util.concurrent.ThreadPoolExecutor", "execute")
				.allowBlockingCallsInside("java.util.concurrent.ScheduledThreadPoolExecutor", "delayedExecute")
				// Taking a timeout back does the same.
				.allowBlockingCallsInside("java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask",
						"cancel")
				// The allocator takes a lock for a few instructions when it doubles the
				// number of its magazines; Netty's own integration allows the like in the
				// other allocator.
				.allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup",
						"tryExpandMagazines")
				// Done once, when the first TLS context and the first class of a kind are
				// needed.
				.allowBlockingCallsInside("java.lang.ClassLoader", "loadClass")
				.allowBlockingCallsInside("java.security.SecureRandom", "nextBytes")
				// The first socket of the JVM has it read its network properties.
				.allowBlockingCallsInside("sun.net.NetProperties", "loadDefaultProperties")
				.blockingMethodCallback((method) -> {
					AssertionError error = new AssertionError("An event loop was blocked by " + method);
					StringBuilder text = new StringBuilder(error.getMessage());
					for (StackTraceElement element : error.getStackTrace()) {
						text.append("\n\tat ").append(element);
					}
					found.add(text.toString());
				})
				.install();
			return true;
		}
		catch (Throwable ex) {
			logger.warn("BlockHound does not work on this JDK; blocked event loops go unnoticed here: {}",
					ex.toString());
			return false;
		}
	}

	public static boolean isActive() {
		return active;
	}

	/**
	 * Returns what was found since the last look.
	 * @return a stack trace each
	 */
	public static List<String> find() {
		List<String> result = List.copyOf(found);
		found.clear();
		return result;
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		find();
	}

	@Override
	public void afterAll(ExtensionContext context) {
		List<String> result = find();
		if (!result.isEmpty()) {
			throw new AssertionError(result.size() + " blocking calls on event loops; the first:\n" + result.get(0));
		}
	}

}
