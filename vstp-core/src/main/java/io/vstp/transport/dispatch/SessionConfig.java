package io.vstp.transport.dispatch;

import java.util.concurrent.Executor;

import io.vstp.engine.guard.InFlightBudget;
import io.vstp.engine.session.SessionEffects;
import io.vstp.engine.session.SessionEngine;
import io.vstp.observe.Side;
import io.vstp.observe.VstpObserver;
import io.vstp.transport.FrameHandler;
import io.vstp.transport.SessionOptions;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions of one server or client have in common.
 *
 * @param side which end this is
 * @param options what holds for each session
 * @param handler takes the frames that are for the application
 * @param executor runs the handler, or {@code null} for the event loop
 * @param budget what all sessions together may have in flight
 * @param observer is told what happens
 * @param tickNanos how often the engines' ticks come
 * @param engines makes the engines
 * @param listeners are told which sessions start and end
 */
public record SessionConfig(Side side, SessionOptions options, FrameHandler handler, @Nullable Executor executor,
		InFlightBudget budget, VstpObserver observer, long tickNanos, EngineFactory engines,
		SessionListeners listeners) {

	/**
	 * How long to wait for the peer to close after the last word.
	 */
	public static final long LINGER_NANOS = 1_000_000_000L;

	private static final long MIN_TICK = 20_000_000L;

	private static final long MAX_TICK = 1_000_000_000L;

	/**
	 * Returns how often ticks must come so that times are kept well enough.
	 * @param nanos the times, of which 0 means never
	 * @return nanoseconds
	 */
	public static long tickFor(long... nanos) {
		long tick = MAX_TICK;
		for (long time : nanos) {
			if (time > 0) {
				tick = Math.min(tick, time / 4);
			}
		}
		return Math.max(tick, MIN_TICK);
	}

	/**
	 * Makes the engine of a session.
	 */
	@FunctionalInterface
	public interface EngineFactory {

		/**
		 * Makes an engine.
		 * @param sessionId the session's name
		 * @param effects does what the engine says
		 * @return the engine
		 */
		SessionEngine create(String sessionId, SessionEffects effects);

	}

}
