package io.vstp.spring.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.vstp.frame.Frame;
import io.vstp.frame.Transport;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;

/**
 * What lives as long as a call with its interceptors and retries: its deadline, and what
 * has to be let go of at its end. Safe for use by several threads.
 */
final class OpenCall {

	private final long begin = System.nanoTime();

	private final Duration timeout;

	private final @Nullable Duration attemptTimeout;

	private final @Nullable RetryPolicy retry;

	private final @Nullable Transport transport;

	private final @Nullable CallObservation observation;

	private final List<Frame> frames = new ArrayList<>(1);

	private final List<CompletableFuture<?>> executions = new ArrayList<>(1);

	private boolean ended;

	OpenCall(Duration timeout, @Nullable Duration attemptTimeout, @Nullable RetryPolicy retry,
			@Nullable Transport transport, @Nullable CallObservation observation) {
		this.timeout = timeout;
		this.attemptTimeout = attemptTimeout;
		this.retry = retry;
		this.transport = transport;
		this.observation = observation;
	}

	Duration timeout() {
		return this.timeout;
	}

	/**
	 * Returns the retry policy of this call.
	 * @return the policy, or {@code null} if the destination's holds
	 */
	@Nullable RetryPolicy retry() {
		return this.retry;
	}

	/**
	 * Returns what carries this call.
	 * @return the transport, or {@code null} if the destination says it
	 */
	@Nullable Transport transport() {
		return this.transport;
	}

	/**
	 * There is to be another attempt.
	 */
	void attemptFailed() {
		if (this.observation != null) {
			this.observation.retry();
		}
	}

	long elapsedNanos() {
		return System.nanoTime() - this.begin;
	}

	long remainingNanos() {
		return this.timeout.toNanos() - elapsedNanos();
	}

	/**
	 * Returns how long the next attempt may take.
	 * @return the time; zero or less when there is none left
	 */
	Duration attemptTimeout() {
		// In whole milliseconds, of which messages tell the number.
		Duration remaining = Duration.ofMillis((long) Math.ceil(remainingNanos() / 1e6));
		return (this.attemptTimeout != null && this.attemptTimeout.compareTo(remaining) < 0) ? this.attemptTimeout
				: remaining;
	}

	/**
	 * Releases a frame at the end of the call.
	 * @param frame the frame, taken over
	 */
	void own(Frame frame) {
		synchronized (this) {
			if (!this.ended) {
				this.frames.add(frame);
				return;
			}
		}
		frame.release();
	}

	/**
	 * Cancels an execution at the end of the call if it is still under way.
	 * @param execution the execution
	 */
	void begun(CompletableFuture<?> execution) {
		synchronized (this) {
			if (!this.ended) {
				this.executions.add(execution);
				return;
			}
		}
		execution.cancel(false);
	}

	void end() {
		synchronized (this) {
			this.ended = true;
		}
		// Nothing is added any more.
		this.executions.forEach((execution) -> execution.cancel(false));
		this.frames.forEach(Frame::release);
	}

}
