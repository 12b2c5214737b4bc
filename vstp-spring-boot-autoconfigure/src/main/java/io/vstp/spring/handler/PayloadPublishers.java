package io.vstp.spring.handler;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.vstp.codec.PayloadStream;
import io.vstp.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the payloads of frames.
 */
final class PayloadPublishers {

	private PayloadPublishers() {
	}

	/**
	 * Returns the payload in buffers.
	 * @param frame the frame, which has to be there as long as the payload is published
	 * @return a publisher for one subscriber, who releases the buffers
	 */
	static Flow.Publisher<ByteBuf> buffers(Frame frame) {
		PayloadStream stream = PayloadStream.of(frame);
		return (stream != null) ? stream.publisher()
				: (subscriber) -> subscriber.onSubscribe(new Whole(frame, subscriber));
	}

	/**
	 * Returns the payload in arrays.
	 * @param frame the frame, which has to be there as long as the payload is published
	 * @return a publisher for one subscriber
	 */
	static Flow.Publisher<byte[]> arrays(Frame frame) {
		Flow.Publisher<ByteBuf> buffers = buffers(frame);
		return (subscriber) -> buffers.subscribe(new Copying(subscriber));
	}

	/**
	 * Publishes a payload that is there whole.
	 */
	private static final class Whole implements Flow.Subscription {

		private final Frame frame;

		private final Flow.Subscriber<? super ByteBuf> subscriber;

		private final AtomicBoolean done = new AtomicBoolean();

		Whole(Frame frame, Flow.Subscriber<? super ByteBuf> subscriber) {
			this.frame = frame;
			this.subscriber = subscriber;
		}

		@Override
		public void request(long count) {
			if (!this.done.compareAndSet(false, true)) {
				return;
			}
			if (count <= 0) {
				this.subscriber.onError(new IllegalArgumentException("Demand must be above 0, but is " + count));
				return;
			}
			ByteBuf payload;
			try {
				payload = this.frame.payload().retainedSlice();
			}
			catch (RuntimeException ex) {
				this.subscriber.onError(ex);
				return;
			}
			if (payload.isReadable()) {
				this.subscriber.onNext(payload);
			}
			else {
				payload.release();
			}
			this.subscriber.onComplete();
		}

		@Override
		public void cancel() {
			this.done.set(true);
		}

	}

	/**
	 * Copies buffers, and releases them.
	 */
	private static final class Copying implements Flow.Subscriber<ByteBuf> {

		private final Flow.Subscriber<? super byte[]> subscriber;

		Copying(Flow.Subscriber<? super byte[]> subscriber) {
			this.subscriber = subscriber;
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscriber.onSubscribe(subscription);
		}

		@Override
		public void onNext(ByteBuf part) {
			byte[] bytes;
			try {
				bytes = ByteBufUtil.getBytes(part);
			}
			finally {
				part.release();
			}
			this.subscriber.onNext(bytes);
		}

		@Override
		public void onError(@Nullable Throwable failure) {
			this.subscriber.onError(failure);
		}

		@Override
		public void onComplete() {
			this.subscriber.onComplete();
		}

	}

}
