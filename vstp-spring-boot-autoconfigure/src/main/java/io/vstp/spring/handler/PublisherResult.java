package io.vstp.spring.handler;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.ReferenceCountUtil;
import io.vstp.frame.FrameLimits;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * What a publisher emits, as one value: a list where it may emit several, or, where all
 * of them are bytes, these one after the other. Cancelling it cancels the subscription.
 */
final class PublisherResult extends CancellableResult implements Subscriber<Object> {

	/** A reply is held as a whole, so there has to be a limit. */
	static final int MAX_ELEMENTS = 65_536;

	static final int MAX_BYTES = FrameLimits.DEFAULT_MAX_FRAME_LENGTH;

	private static final Object MIXED = new Object();

	private final boolean many;

	private final List<Object> elements = new ArrayList<>(1);

	private long bytes;

	private boolean allBytes = true;

	private volatile @Nullable Subscription subscription;

	private PublisherResult(boolean many) {
		this.many = many;
	}

	/**
	 * Subscribes.
	 * @param publisher what to subscribe to
	 * @param many whether it may emit more than one element
	 * @return completed with what it emits
	 */
	static PublisherResult of(Publisher<?> publisher, boolean many) {
		PublisherResult result = new PublisherResult(many);
		publisher.subscribe(result);
		return result;
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		if (this.subscription != null) {
			subscription.cancel();
			return;
		}
		this.subscription = subscription;
		if (isDone()) {
			subscription.cancel();
		}
		else {
			// One more than there may be, which is how it shows that there are too many.
			subscription.request(MAX_ELEMENTS + 1L);
		}
	}

	@Override
	public void onNext(Object element) {
		boolean tooMuch;
		synchronized (this.elements) {
			if (isDone()) {
				ReferenceCountUtil.release(element);
				return;
			}
			this.elements.add(element);
			int length = length(element);
			this.allBytes &= length >= 0;
			this.bytes += (element instanceof CharSequence text) ? text.length() : Math.max(0, length);
			tooMuch = this.elements.size() > MAX_ELEMENTS || this.bytes > MAX_BYTES;
		}
		if (tooMuch) {
			end(new IllegalStateException(
					"The handler emits more than the %d elements or %d bytes that a reply may hold"
						.formatted(MAX_ELEMENTS, MAX_BYTES)));
		}
	}

	private static int length(Object element) {
		if (element instanceof ByteBuf buffer) {
			return buffer.readableBytes();
		}
		if (element instanceof byte[] array) {
			return array.length;
		}
		return (element instanceof ByteBuffer buffer) ? buffer.remaining() : -1;
	}

	@Override
	public void onError(Throwable failure) {
		end(failure);
	}

	@Override
	public void onComplete() {
		Object result;
		synchronized (this.elements) {
			if (isDone()) {
				return;
			}
			if (this.many && !this.allBytes && this.elements.stream().anyMatch(ByteBuf.class::isInstance)) {
				result = MIXED;
			}
			else {
				result = result();
				this.elements.clear();
			}
		}
		if (result == MIXED) {
			end(new IllegalStateException("The handler emits bytes among other things"));
		}
		else if (!complete(result)) {
			ReferenceCountUtil.release(result);
		}
	}

	private @Nullable Object result() {
		if (!this.many) {
			return this.elements.isEmpty() ? null : this.elements.get(0);
		}
		if (this.elements.isEmpty() || !this.allBytes) {
			return new ArrayList<>(this.elements);
		}
		return Unpooled.wrappedBuffer(this.elements.stream().map(PublisherResult::buffer).toArray(ByteBuf[]::new));
	}

	private static ByteBuf buffer(Object bytes) {
		if (bytes instanceof ByteBuf buffer) {
			return buffer;
		}
		return (bytes instanceof byte[] array) ? Unpooled.wrappedBuffer(array)
				: Unpooled.wrappedBuffer((ByteBuffer) bytes);
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		boolean cancelled = super.cancel(mayInterruptIfRunning);
		if (cancelled) {
			drop();
		}
		return cancelled;
	}

	private void end(Throwable failure) {
		if (completeExceptionally(failure)) {
			drop();
		}
	}

	private void drop() {
		Subscription current = this.subscription;
		if (current != null) {
			current.cancel();
		}
		synchronized (this.elements) {
			this.elements.forEach(ReferenceCountUtil::release);
			this.elements.clear();
		}
	}

}
