package io.vstp.transport.tcp;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.vstp.codec.FrameEncoder;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameLimits;
import io.vstp.transport.SessionOptions;
import io.vstp.transport.Submission;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpOverloadedException;
import io.vstp.transport.dispatch.SessionCounts;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to a channel. Any thread adds frames: small ones are encoded
 * into a shared buffer, large ones go between a head and a trailer. The first to come has
 * the event loop write all that is there by then, with one flush.
 */
final class Outbox {

	/** From this length on a payload is not copied. */
	private static final int MIN_GATHERED = 16 * 1024;

	private static final int SHARED_CAPACITY = 64 * 1024;

	private static final int INITIAL_CAPACITY = 1024;

	private final Channel channel;

	private final FrameEncoder encoder;

	private final SessionOptions options;

	private final SessionCounts counts;

	private final Runnable onWritable;

	private final Object lock = new Object();

	private final AtomicLong pending = new AtomicLong();

	private final AtomicBoolean full = new AtomicBoolean();

	private List<OutboxPart> parts = new ArrayList<>();

	private @Nullable OutboxPart shared;

	private boolean scheduled;

	private volatile @Nullable String closed;

	private @Nullable Runnable afterLast;

	/** Bytes that the socket has taken. */
	private final AtomicLong taken = new AtomicLong();

	Outbox(Channel channel, SessionOptions options, SessionCounts counts, Runnable onWritable) {
		this.channel = channel;
		this.encoder = new FrameEncoder(options.crcMode());
		this.options = options;
		this.counts = counts;
		this.onWritable = onWritable;
	}

	/**
	 * Adds a frame.
	 * @param frame the frame; taken over, also when this throws
	 * @param limits what the peer accepts
	 * @param written is told when the frame was written to the socket, or {@code null}
	 * @return the frame's length on the wire
	 */
	int add(Frame frame, FrameLimits limits, @Nullable Submission written) {
		boolean schedule;
		int length;
		try {
			length = this.encoder.length(frame, limits);
			boolean gathered = frame.payload().readableBytes() >= MIN_GATHERED;
			OutboxPart large = gathered ? gather(frame) : null;
			synchronized (this.lock) {
				if (this.closed != null || !reserve(length)) {
					if (large != null) {
						large.release();
					}
					throw refusal(length);
				}
				if (large != null) {
					this.shared = null;
					this.parts.add(large.with(written));
				}
				else {
					encode(frame, length).with(written);
				}
				this.counts.sent(length);
				schedule = !this.scheduled;
				this.scheduled = true;
			}
		}
		finally {
			frame.release();
		}
		if (schedule) {
			this.channel.eventLoop().execute(this::drain);
		}
		return length;
	}

	private boolean reserve(int length) {
		long before = this.pending.getAndAdd(length);
		if (before > 0 && before + length > this.options.maxPendingWrite()) {
			this.pending.addAndGet(-length);
			return false;
		}
		if (before + length > this.options.highWaterMark()) {
			this.full.set(true);
		}
		return true;
	}

	private RuntimeException refusal(int length) {
		String reason = this.closed;
		if (reason != null) {
			return new VstpConnectionException(reason);
		}
		return new VstpOverloadedException("No room for a frame of %d bytes: %d bytes wait to be sent, the limit is %d"
			.formatted(length, this.pending.get(), this.options.maxPendingWrite()));
	}

	// Memory may be used up: then nothing of the frame is left behind.
	private OutboxPart encode(Frame frame, int length) {
		OutboxPart part = null;
		int start = 0;
		try {
			part = sharedPart(length);
			start = part.buffer().writerIndex();
			this.encoder.encode(frame, part.buffer());
			return part;
		}
		catch (Throwable ex) {
			if (part != null) {
				part.buffer().writerIndex(start);
			}
			this.channel.eventLoop().execute(() -> free(length));
			throw ex;
		}
	}

	private OutboxPart sharedPart(int length) {
		if (this.shared == null || this.shared.buffer().readableBytes() + length > SHARED_CAPACITY) {
			ByteBuf buffer = this.channel.alloc().directBuffer(Math.max(length, INITIAL_CAPACITY));
			this.shared = new OutboxPart(buffer);
			this.parts.add(this.shared);
		}
		return this.shared;
	}

	private OutboxPart gather(Frame frame) {
		int trailerLength = this.encoder.trailerLength(frame);
		ByteBuf ends = this.channel.alloc().directBuffer(this.encoder.headLength(frame) + trailerLength);
		this.encoder.encodeHead(frame, ends);
		ByteBuf head = ends.readRetainedSlice(ends.readableBytes());
		this.encoder.encodeTrailer(frame, head, ends);
		return new OutboxPart(head, frame.payload().retainedSlice(), ends);
	}

	private void drain() {
		List<OutboxPart> batch;
		Runnable last;
		synchronized (this.lock) {
			batch = this.parts;
			last = this.afterLast;
			this.parts = new ArrayList<>();
			this.shared = null;
			this.afterLast = null;
			this.scheduled = false;
		}
		for (OutboxPart part : batch) {
			int length = part.length();
			part.write(this.channel).addListener((future) -> onWritten(part, length, future.cause()));
		}
		this.channel.flush();
		if (last != null) {
			this.channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((future) -> last.run());
		}
	}

	private void onWritten(OutboxPart part, int length, @Nullable Throwable failure) {
		this.taken.addAndGet(length);
		free(length);
		part.complete(failure);
	}

	private void free(int length) {
		long left = this.pending.addAndGet(-length);
		if (left < this.options.lowWaterMark() && this.full.get() && this.full.compareAndSet(true, false)) {
			this.onWritable.run();
		}
	}

	/**
	 * Takes no further frames, and does something when the last is written.
	 * @param reason what those are told who come too late
	 * @param then what to do, on the event loop
	 */
	void finish(String reason, Runnable then) {
		boolean schedule;
		synchronized (this.lock) {
			if (this.closed == null) {
				this.closed = reason;
			}
			this.afterLast = then;
			schedule = !this.scheduled;
			this.scheduled = true;
		}
		if (schedule) {
			this.channel.eventLoop().execute(this::drain);
		}
	}

	/**
	 * Takes no further frames and drops those that wait: the channel is gone.
	 * @param reason what those are told whose frames were not written
	 */
	void close(String reason) {
		List<OutboxPart> dropped;
		synchronized (this.lock) {
			this.closed = reason;
			dropped = this.parts;
			this.parts = new ArrayList<>();
			this.shared = null;
		}
		for (OutboxPart part : dropped) {
			this.pending.addAndGet(-part.length());
			part.release();
			part.complete(new VstpConnectionException(reason));
		}
	}

	/**
	 * Says whether more waits than should.
	 * @return whether it does
	 */
	boolean isFull() {
		return this.full.get();
	}

	/**
	 * Says whether the sender should hold back. A closed outbox holds nobody up.
	 * @return whether it should
	 */
	boolean isBlocked() {
		return this.full.get() && this.closed == null;
	}

	/**
	 * Says whether frames can be added.
	 * @return whether they can
	 */
	boolean isOpen() {
		return this.closed == null;
	}

	/**
	 * Returns how many bytes wait to be taken by the socket.
	 * @return bytes
	 */
	long pending() {
		return this.pending.get();
	}

	/**
	 * Returns a number that grows as the peer reads.
	 * @return bytes taken by the socket
	 */
	long progress() {
		var buffer = this.channel.unsafe().outboundBuffer();
		return this.taken.get() + ((buffer != null) ? buffer.currentProgress() : 0);
	}

	/**
	 * A run of bytes that is written at once, and who wants to know when.
	 */
	private static final class OutboxPart {

		private final ByteBuf[] buffers;

		private @Nullable List<Submission> waiting;

		private OutboxPart(ByteBuf... buffers) {
			this.buffers = buffers;
		}

		ByteBuf buffer() {
			return this.buffers[0];
		}

		OutboxPart with(@Nullable Submission written) {
			if (written != null) {
				if (this.waiting == null) {
					this.waiting = new ArrayList<>(4);
				}
				this.waiting.add(written);
			}
			return this;
		}

		int length() {
			int length = 0;
			for (ByteBuf buffer : this.buffers) {
				length += buffer.readableBytes();
			}
			return length;
		}

		ChannelFuture write(Channel channel) {
			int last = this.buffers.length - 1;
			for (int i = 0; i < last; i++) {
				channel.write(this.buffers[i], channel.voidPromise());
			}
			return channel.write(this.buffers[last]);
		}

		void complete(@Nullable Throwable failure) {
			if (this.waiting == null) {
				return;
			}
			for (Submission written : this.waiting) {
				if (failure == null) {
					written.written();
				}
				else {
					written.failed((failure instanceof VstpConnectionException) ? failure
							: new VstpConnectionException("The connection broke: " + failure, failure));
				}
			}
		}

		void release() {
			for (ByteBuf buffer : this.buffers) {
				buffer.release();
			}
		}

	}

}
