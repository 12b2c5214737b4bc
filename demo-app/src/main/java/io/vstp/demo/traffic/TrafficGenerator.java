package io.vstp.demo.traffic;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Plays all kinds of traffic side by side, each on one thread. Its phase is the last to
 * start and the first to stop, so there is a server and there are clients while it plays.
 */
class TrafficGenerator implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(TrafficGenerator.class);

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

	private final List<Traffic> traffic;

	private final boolean autoStartup;

	private @Nullable ScheduledExecutorService executor;

	/**
	 * Creates a generator.
	 * @param traffic what to play
	 * @param autoStartup whether to begin with the application, or when somebody asks for
	 * it
	 */
	TrafficGenerator(List<Traffic> traffic, boolean autoStartup) {
		this.traffic = traffic;
		this.autoStartup = autoStartup;
	}

	@Override
	public boolean isAutoStartup() {
		return this.autoStartup;
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // rounds tell of their failures
	public synchronized void start() {
		if (this.executor != null) {
			return;
		}
		ScheduledExecutorService executor = Executors.newScheduledThreadPool(this.traffic.size(),
				new CustomizableThreadFactory("traffic-"));
		for (Traffic each : this.traffic) {
			executor.scheduleWithFixedDelay(new Rounds(each), 0, each.interval().toNanos(), TimeUnit.NANOSECONDS);
		}
		this.executor = executor;
	}

	@Override
	public synchronized void stop() {
		ScheduledExecutorService executor = this.executor;
		this.executor = null;
		if (executor == null) {
			return;
		}
		executor.shutdown();
		try {
			if (!executor.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
				executor.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			executor.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.executor != null;
	}

	/**
	 * One kind of traffic. A round that fails is logged, but not each one while the
	 * server is away.
	 */
	private static final class Rounds implements Runnable {

		private static final Duration QUIET = Duration.ofSeconds(30);

		private final Traffic traffic;

		private long loggedAt = System.nanoTime() - QUIET.toNanos();

		Rounds(Traffic traffic) {
			this.traffic = traffic;
		}

		@Override
		public void run() {
			try {
				this.traffic.play();
			}
			catch (RuntimeException ex) {
				long now = System.nanoTime();
				if (now - this.loggedAt >= QUIET.toNanos()) {
					this.loggedAt = now;
					logger.warn("Traffic of {} fails: {}", this.traffic.name(), ex.toString());
				}
			}
		}

	}

}
