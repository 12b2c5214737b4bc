package io.vstp.spring.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.vstp.client.VstpClient;
import io.vstp.frame.Frame;
import io.vstp.transport.EventLoops;
import io.vstp.transport.VstpTimeoutException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOffExecution;

/**
 * One attempt after the other, with pauses in which no thread waits, until one succeeds
 * or there are to be no more.
 */
final class RetryingCall {

	private final CompletableFuture<@Nullable Frame> result = new CompletableFuture<>();

	private final VstpClients.Destination destination;

	private final VstpCallKind kind;

	private final Frame frame;

	private final OpenCall call;

	private final @Nullable RetryPolicy policy;

	private @Nullable BackOffExecution backOff;

	private volatile @Nullable Future<?> underWay;

	private int step;

	/**
	 * Creates a call of which nothing is sent yet.
	 * @param destination whom to call
	 * @param kind what to wait for
	 * @param frame what to send; retained until the end
	 * @param call what this is a part of
	 * @param policy when to try again, or {@code null} for never
	 */
	RetryingCall(VstpClients.Destination destination, VstpCallKind kind, Frame frame, OpenCall call,
			@Nullable RetryPolicy policy) {
		this.destination = destination;
		this.kind = kind;
		this.frame = frame.retain();
		this.call = call;
		this.policy = policy;
		this.result.whenComplete((reply, failure) -> end());
	}

	/**
	 * Returns how it ends. To cancel it ends the attempt or the pause under way.
	 * @return completed with the reply, or with {@code null} where there is none
	 */
	CompletableFuture<@Nullable Frame> result() {
		return this.result;
	}

	/**
	 * Makes the first attempt.
	 */
	void start() {
		attempt(0, null);
	}

	private void attempt(int step, @Nullable Throwable last) {
		CompletableFuture<@Nullable Frame> attempt;
		try {
			VstpClient client = this.destination.client();
			Duration timeout = this.call.attemptTimeout();
			Frame copy = copy();
			if (copy == null) {
				return;
			}
			if (timeout.isZero() || timeout.isNegative()) {
				copy.release();
				throw new VstpTimeoutException("%s was not called within %d ms".formatted(this.destination.name(),
						this.call.timeout().toMillis()));
			}
			attempt = this.kind.call(client, copy, timeout, this.call.transport());
		}
		catch (RuntimeException ex) {
			// The clients have closed meanwhile, for instance: why there was to be
			// another attempt says more.
			this.result.completeExceptionally((last != null) ? last : ex);
			return;
		}
		underWay(step, attempt);
		attempt.whenComplete((reply, failure) -> {
			if (failure != null) {
				failed(step, AsyncCalls.unwrap(failure));
			}
			else if (!this.result.complete(reply)) {
				ReferenceCountUtil.release(reply);
			}
		});
	}

	// Writing moves the reader index of what it is given.
	private @Nullable Frame copy() {
		synchronized (this.result) {
			return this.result.isDone() ? null : Frame.of(this.frame.type(), this.frame.flags(), this.frame.headers(),
					this.frame.payload().retainedDuplicate());
		}
	}

	private void end() {
		synchronized (this.result) {
			this.frame.release();
		}
		Future<?> current = this.underWay;
		if (current != null) {
			current.cancel(false);
		}
	}

	// A pause may be over before it is known here.
	private void underWay(int step, Future<?> next) {
		synchronized (this.result) {
			if (step >= this.step) {
				this.step = step;
				this.underWay = next;
			}
		}
		if (this.result.isDone()) {
			next.cancel(false);
		}
	}

	private void failed(int step, Throwable failure) {
		if (this.policy == null || this.result.isDone()) {
			this.result.completeExceptionally(failure);
			return;
		}
		try {
			long delay = this.policy.shouldRetry(failure) ? nextDelay(this.policy) : BackOffExecution.STOP;
			if (delay == BackOffExecution.STOP || !pause(step + 1, delay, failure)) {
				this.result.completeExceptionally(failure);
			}
		}
		catch (RuntimeException ex) {
			// The policy's own.
			failure.addSuppressed(ex);
			this.result.completeExceptionally(failure);
		}
	}

	private long nextDelay(RetryPolicy policy) {
		BackOffExecution execution = this.backOff;
		if (execution == null) {
			execution = policy.getBackOff().start();
			this.backOff = execution;
		}
		long delay = execution.nextBackOff();
		if (delay == BackOffExecution.STOP) {
			return delay;
		}
		long nanos = TimeUnit.MILLISECONDS.toNanos(delay);
		long limit = policy.getTimeout().toNanos();
		boolean late = nanos >= this.call.remainingNanos() || (limit > 0 && nanos + this.call.elapsedNanos() >= limit);
		return late ? BackOffExecution.STOP : delay;
	}

	private boolean pause(int step, long delay, Throwable failure) {
		EventLoops eventLoops = this.destination.options().eventLoops();
		if (eventLoops == null || !this.destination.beginPause()) {
			return false;
		}
		ScheduledFuture<?> pause;
		try {
			pause = eventLoops.group().schedule(() -> attempt(step + 1, failure), delay, TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			this.destination.endPause();
			return false;
		}
		this.call.attemptFailed();
		pause.addListener((ended) -> this.destination.endPause());
		underWay(step, pause);
		return true;
	}

}
