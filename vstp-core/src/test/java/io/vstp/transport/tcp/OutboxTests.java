package io.vstp.transport.tcp;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameLimits;
import io.vstp.frame.Headers;
import io.vstp.test.RawPeer;
import io.vstp.transport.SessionOptions;
import io.vstp.transport.dispatch.SessionCounts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What waits to be written while memory is short.
 */
class OutboxTests {

	private final ScarceAllocator allocator = new ScarceAllocator();

	private final EmbeddedChannel channel = new EmbeddedChannel();

	private int resumed;

	private final Outbox outbox;

	OutboxTests() {
		this.channel.config().setAllocator(this.allocator);
		this.outbox = new Outbox(this.channel, SessionOptions.builder().waterMarks(500, 1_000).build(),
				new SessionCounts(), () -> this.resumed++);
	}

	@AfterEach
	void close() {
		this.channel.finishAndReleaseAll();
	}

	@Test
	void shouldNotCountFrameWhenThereIsNoMemoryForIt() {
		this.allocator.left = 0;
		Frame frame = frame(2_000);
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> add(frame));
		assertThat(frame.refCnt()).isZero();
		this.channel.runPendingTasks();
		assertThat(this.outbox.pending()).isZero();
		assertThat(this.outbox.isBlocked()).isFalse();
		assertThat(this.resumed).isEqualTo(1);
	}

	@Test
	void shouldLeaveNoPartOfFrameBehindWhenMemoryEndsInTheMiddle() {
		add(frame(10));
		this.allocator.left = 0;
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> add(frame(2_000)));
		this.allocator.left = Integer.MAX_VALUE;
		add(frame(20));
		this.channel.runPendingTasks();
		ByteBuf written = this.channel.readOutbound();
		assertThat(written.readableBytes())
			.isEqualTo(RawPeer.encode(frame(10)).length + RawPeer.encode(frame(20)).length);
		written.release();
		assertThat(this.outbox.pending()).isZero();
	}

	private void add(Frame frame) {
		this.outbox.add(frame, FrameLimits.DEFAULTS, null);
	}

	private static Frame frame(int length) {
		return Frame.data(Headers.EMPTY, UnpooledByteBufAllocator.DEFAULT.heapBuffer(length).writeZero(length));
	}

	/**
	 * Has as much memory as it is told.
	 */
	private static final class ScarceAllocator extends AbstractByteBufAllocator {

		private int left = Integer.MAX_VALUE;

		@Override
		protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
			return UnpooledByteBufAllocator.DEFAULT.heapBuffer(initialCapacity, maxCapacity);
		}

		@Override
		protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
			if (initialCapacity > this.left) {
				throw new OutOfMemoryError("no direct memory");
			}
			// One that cannot grow without asking.
			return new io.netty.buffer.UnpooledDirectByteBuf(this, initialCapacity, maxCapacity) {

				@Override
				public ByteBuf capacity(int newCapacity) {
					if (newCapacity > ScarceAllocator.this.left) {
						throw new OutOfMemoryError("no direct memory");
					}
					return super.capacity(newCapacity);
				}

			};
		}

		@Override
		public boolean isDirectBufferPooled() {
			return false;
		}

	}

}
