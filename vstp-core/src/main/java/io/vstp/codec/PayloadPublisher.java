package io.vstp.codec;

import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a {@link PayloadStream} to one subscriber, on an executor.
 */
final class PayloadPublisher implements Flow.Publisher<ByteBuf> {

	private final PayloadStream stream;

	private final Executor executor;

	private final AtomicBoolean subscribed = new AtomicBoolean();

	PayloadPublisher(PayloadStream stream, Executor executor) {
		this.stream = stream;
		this.executor = executor;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super ByteBuf> subscriber) {
		Reader reader = new Reader(subscriber);
		subscriber.onSubscribe(reader);
		if (!this.subscribed.compareAndSet(false, true)) {
			reader.done = true;
			subscriber.onError(new IllegalStateException("A payload is published to one subscriber only"));
			return;
		}
		this.stream.reader(reader::signal);
	}

	private final class Reader implements Flow.Subscription {

		private final Flow.Subscriber<? super ByteBuf> subscriber;

		private final AtomicLong demand = new AtomicLong();

		/** How often {@link #run()} was asked for since it last looked. */
		private final AtomicInteger asked = new AtomicInteger();

		private volatile boolean done;

		private volatile @Nullable Throwable refusal;

		Reader(Flow.Subscriber<? super ByteBuf> subscriber) {
			this.subscriber = subscriber;
		}

		@Override
		public void request(long count) {
			if (count <= 0) {
				refuse(new IllegalArgumentException("A subscriber must request at least one, not " + count));
				return;
			}
			this.demand.accumulateAndGet(count, (before, more) -> (before + more < 0) ? Long.MAX_VALUE : before + more);
			signal();
		}

		@Override
		public void cancel() {
			this.done = true;
			PayloadPublisher.this.stream.cancel();
		}

		private void refuse(Throwable cause) {
			this.refusal = cause;
			signal();
		}

		private void signal() {
			if (this.done || this.asked.getAndIncrement() > 0) {
				return;
			}
			try {
				PayloadPublisher.this.executor.execute(this::run);
			}
			catch (RejectedExecutionException ex) {
				this.done = true;
				PayloadPublisher.this.stream.cancel();
				this.subscriber.onError(ex);
			}
		}

		private void run() {
			int seen = this.asked.get();
			while (seen > 0) {
				drain();
				seen = this.asked.addAndGet(-seen);
			}
		}

		private void drain() {
			PayloadStream source = PayloadPublisher.this.stream;
			while (!this.done) {
				if (this.refusal != null) {
					end(this.refusal);
					return;
				}
				// In this order: what came before the end is there when the end is seen.
				boolean ended = source.isEnded();
				if (source.isCancelled()) {
					end(PayloadStream.cancelled());
					return;
				}
				if (ended && source.isEmpty()) {
					end(source.failure());
					return;
				}
				ByteBuf part = (this.demand.get() > 0) ? source.poll() : null;
				if (part == null) {
					return;
				}
				if (this.demand.get() != Long.MAX_VALUE) {
					this.demand.decrementAndGet();
				}
				this.subscriber.onNext(part);
			}
		}

		private void end(@Nullable Throwable failure) {
			this.done = true;
			if (failure == null) {
				this.subscriber.onComplete();
			}
			else {
				PayloadPublisher.this.stream.cancel();
				this.subscriber.onError(failure);
			}
		}

	}

}
