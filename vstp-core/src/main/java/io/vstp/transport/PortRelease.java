package io.vstp.transport;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;

/**
 * Knows when a port can be bound again. Over NIO that is later than when its channel was
 * closed: the selector lets go of it when it selects the next time.
 */
public final class PortRelease {

	private PortRelease() {
	}

	/**
	 * Waits for the event loop of a channel to select once more.
	 * @param closed a channel that listened and was closed
	 * @return done when the port is free
	 */
	public static Future<?> of(Channel closed) {
		try {
			return closed.eventLoop().schedule(() -> {
			}, 1, TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			// The event loop has ended meanwhile, and its selector with it.
			return ImmediateEventExecutor.INSTANCE.newSucceededFuture(null);
		}
	}

}
