package io.vstp.relay;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Does to the bytes of one direction of one connection what its {@link TcpLeg} says.
 * Reads from the channel whose handler it is, and writes to another one of the same event
 * loop.
 */
final class TcpPath extends ChannelInboundHandlerAdapter {

	private static final int MAX_QUEUED_BYTES = 4 * 1024 * 1024;

	/** Into so many parts a second is divided by a throttle. */
	private static final int STEPS = 50;

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private final TcpLeg leg;

	private final TcpConnection connection;

	private final Queue<Waiting> queue = new ArrayDeque<>();

	private @Nullable Channel source;

	private @Nullable SocketChannel sink;

	private int queuedBytes;

	/** When the throttle lets the next byte out. */
	private long free = System.nanoTime();

	private boolean draining;

	private boolean scheduled;

	private boolean damaged;

	private boolean finished;

	TcpPath(TcpLeg leg, TcpConnection connection) {
		this.leg = leg;
		this.connection = connection;
	}

	/**
	 * Says where the bytes go, and begins to write.
	 * @param sink a connected channel
	 */
	void open(SocketChannel sink) {
		this.sink = sink;
		drain();
	}

	void damage() {
		this.damaged = true;
	}

	boolean isDamaged() {
		return this.damaged;
	}

	boolean isFinished() {
		return this.finished;
	}

	void release() {
		this.queue.forEach(Waiting::release);
		this.queue.clear();
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		this.source = context.channel();
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		ByteBuf bytes = (ByteBuf) message;
		this.leg.countReceived(bytes.readableBytes());
		this.queuedBytes += bytes.readableBytes();
		enqueue(bytes);
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event instanceof ChannelInputShutdownEvent) {
			enqueue(null);
		}
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext context) {
		this.connection.opposite(this).drain();
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		this.connection.lost(this);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		this.connection.lost(this);
	}

	boolean isBlackhole() {
		return this.leg.isBlackhole();
	}

	private void enqueue(@Nullable ByteBuf bytes) {
		if (this.connection.isClosed()) {
			new Waiting(bytes, 0).release();
			return;
		}
		this.queue.add(new Waiting(bytes, System.nanoTime() + this.leg.delayNanos()));
		drain();
	}

	private void drain() {
		if (this.draining) {
			return;
		}
		this.draining = true;
		try {
			if (this.leg.isBlackhole()) {
				swallow();
			}
			SocketChannel sink = this.sink;
			if (sink != null) {
				while (writeDue(sink) && sink.isWritable()) {
					// What was flushed has made room, and nobody tells of it in here.
				}
			}
			pace();
		}
		finally {
			this.draining = false;
		}
	}

	private void swallow() {
		this.damaged |= !this.queue.isEmpty();
		this.leg.countSwallowed(this.queuedBytes);
		this.queuedBytes = 0;
		release();
	}

	// Until something has to wait.
	private boolean writeDue(SocketChannel sink) {
		boolean written = false;
		while (sink.isWritable() && writeFirst(sink)) {
			written = true;
		}
		sink.flush();
		return written;
	}

	private boolean writeFirst(SocketChannel sink) {
		Waiting first = this.queue.peek();
		if (first == null) {
			return false;
		}
		long now = System.nanoTime();
		long nanos = Math.max(first.due - now, this.free - now);
		if (nanos > 0) {
			schedule(nanos);
			return false;
		}
		if (first.bytes == null) {
			this.queue.remove();
			finish(sink);
			return false;
		}
		write(sink, first.bytes, now);
		return true;
	}

	private void finish(SocketChannel sink) {
		// What was written before has to be out first.
		sink.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((written) -> {
			this.finished = true;
			sink.shutdownOutput();
			this.connection.finished();
		});
	}

	private void write(SocketChannel sink, ByteBuf bytes, long now) {
		long rate = this.leg.rate();
		int length = bytes.readableBytes();
		if (rate > 0) {
			length = (int) Math.min(length, Math.max(1, rate / STEPS));
			this.free = now + length * SECOND / rate;
		}
		this.queuedBytes -= length;
		this.leg.countForwarded(length);
		if (length == bytes.readableBytes()) {
			this.queue.remove();
			sink.write(bytes);
		}
		else {
			sink.write(bytes.readRetainedSlice(length));
		}
	}

	private void pace() {
		if (this.source != null) {
			this.source.config().setAutoRead(this.queuedBytes < MAX_QUEUED_BYTES);
		}
	}

	private void schedule(long nanos) {
		if (!this.scheduled && this.sink != null) {
			this.scheduled = true;
			this.sink.eventLoop().schedule(() -> {
				this.scheduled = false;
				drain();
			}, nanos, TimeUnit.NANOSECONDS);
		}
	}

	/**
	 * Bytes that wait for their time, or the end of the stream.
	 *
	 * @param bytes owned; {@code null} stands for the end
	 * @param due when they have waited for long enough
	 */
	private record Waiting(@Nullable ByteBuf bytes, long due) {

		private void release() {
			if (this.bytes != null) {
				this.bytes.release();
			}
		}

	}

}
