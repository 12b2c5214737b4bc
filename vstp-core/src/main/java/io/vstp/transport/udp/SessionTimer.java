package io.vstp.transport.udp;

import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Calls back once, at the earliest of the times it was told. For the event loop.
 */
final class SessionTimer {

	private final EventLoop eventLoop;

	private final Runnable task;

	private @Nullable Future<?> scheduled;

	private long deadline = Long.MAX_VALUE;

	SessionTimer(EventLoop eventLoop, Runnable task) {
		this.eventLoop = eventLoop;
		this.task = task;
	}

	/**
	 * Sets when to call back, in place of what was said before.
	 * @param next the time in nanoseconds, or {@link Long#MAX_VALUE} for never
	 * @param now the time
	 */
	void schedule(long next, long now) {
		if (next == Long.MAX_VALUE) {
			return;
		}
		if (this.scheduled != null) {
			// To come too early costs little, to move a timer with each datagram much.
			if (this.deadline - next <= 0) {
				return;
			}
			this.scheduled.cancel(false);
		}
		this.deadline = next;
		// Even what is due goes through the timer: a task that adds itself again would
		// keep the event loop from reading.
		this.scheduled = this.eventLoop.schedule(this::fire, Math.max(0, next - now), TimeUnit.NANOSECONDS);
	}

	private void fire() {
		this.scheduled = null;
		this.deadline = Long.MAX_VALUE;
		this.task.run();
	}

	void cancel() {
		if (this.scheduled != null) {
			this.scheduled.cancel(false);
			this.scheduled = null;
		}
	}

}
