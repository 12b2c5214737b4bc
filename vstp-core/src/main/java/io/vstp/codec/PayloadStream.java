package io.vstp.codec;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

import io.netty.buffer.ByteBuf;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a long frame that is handled while it comes in, so that it is never held
 * whole. Not more than a window of it waits for its reader; while the window is full the
 * peer is not read. The CRC is known at the end only: whoever acts on a part of the
 * payload must be able to undo it when {@link InputStream#read()} throws, or the
 * publisher signals an error.
 * <p>
 * The stream belongs to its frame. When the frame is released, what has not been read is
 * dropped. There is one reader.
 */
public final class PayloadStream {

	private static final Runnable NOBODY = () -> {
	};

	private final Queue<ByteBuf> parts = new ArrayDeque<>();

	private final int length;

	private final int window;

	private final Runnable roomAgain;

	private final Executor executor;

	private @Nullable ByteBuf last;

	private int waiting;

	private boolean full;

	private long received;

	private volatile boolean ended;

	private volatile boolean cancelled;

	private @Nullable Throwable failure;

	private Runnable reader = NOBODY;

	/**
	 * Creates a stream of which nothing has come yet.
	 * @param length the length of the whole payload in bytes
	 * @param window how many bytes may wait for the reader before {@link #isFull()}
	 * @param roomAgain called, on the reader's thread, when after that half the window is
	 * free
	 * @param executor signals a subscriber
	 */
	public PayloadStream(int length, int window, Runnable roomAgain, Executor executor) {
		this.length = length;
		this.window = window;
		this.roomAgain = roomAgain;
		this.executor = executor;
	}

	/**
	 * Returns the stream of a frame's payload.
	 * @param frame the frame
	 * @return the stream, or {@code null} if the payload came whole
	 */
	public static @Nullable PayloadStream of(Frame frame) {
		return (frame.payload() instanceof StreamHandle handle) ? handle.stream() : null;
	}

	/**
	 * Makes the frame that brings this stream.
	 * @param type its type
	 * @param flags its flags
	 * @param headers its headers
	 * @return the frame, whose payload is empty
	 */
	Frame head(FrameType type, int flags, Headers headers) {
		return Frame.of(type, flags & FrameFlags.KNOWN, headers, new StreamHandle(this));
	}

	/**
	 * Returns the length of the whole payload.
	 * @return bytes
	 */
	public int length() {
		return this.length;
	}

	/**
	 * Returns how many bytes may wait for the reader.
	 * @return bytes
	 */
	public int window() {
		return this.window;
	}

	/**
	 * Returns the payload to read from one thread, which waits until there is something
	 * to read. Not for event loops. A payload that will not come to its end raises an
	 * {@link java.io.IOException}. Closing drops the rest.
	 * @return the payload
	 */
	public InputStream inputStream() {
		return new PayloadInputStream(this);
	}

	/**
	 * Returns the payload for one subscriber, who takes the buffers over and releases
	 * them. It is signalled on the executor that runs the handlers. A payload that will
	 * not come to its end is signalled as an error; cancelling drops the rest.
	 * @return the payload
	 */
	public Flow.Publisher<ByteBuf> publisher() {
		return new PayloadPublisher(this, this.executor);
	}

	/**
	 * Says whether the peer must wait.
	 * @return whether the window is full
	 */
	public synchronized boolean isFull() {
		return this.full;
	}

	/**
	 * Returns how much has come.
	 * @return bytes
	 */
	public synchronized long received() {
		return this.received;
	}

	/**
	 * Says whether nothing more will come.
	 * @return whether the payload is whole, or its rest is lost
	 */
	public boolean isEnded() {
		return this.ended;
	}

	/**
	 * Says whether nothing waits.
	 * @return whether there is nothing to read now
	 */
	synchronized boolean isEmpty() {
		return this.parts.isEmpty();
	}

	static IOException cancelled() {
		return new IOException("The payload was closed, or its frame released");
	}

	boolean isCancelled() {
		return this.cancelled;
	}

	/**
	 * Says who is told that there is something to read, or that nothing more will come.
	 * @param reader called on the event loop; must be quick
	 */
	void reader(Runnable reader) {
		synchronized (this) {
			if (this.reader != NOBODY) {
				throw new IllegalStateException("The payload has a reader already");
			}
			this.reader = reader;
		}
		reader.run();
	}

	void add(ByteBuf part) {
		Runnable told;
		synchronized (this) {
			if (this.cancelled) {
				part.release();
				return;
			}
			this.parts.add(part);
			this.last = part;
			told = counted(part.readableBytes());
		}
		told.run();
	}

	/**
	 * Takes a small part, if it fits behind the last one.
	 * @param in where it comes from; its reader index moves if it fits
	 * @param count its length
	 * @return whether it was taken
	 */
	boolean append(ByteBuf in, int count) {
		Runnable told;
		synchronized (this) {
			ByteBuf current = this.last;
			if (current == null || current.capacity() > LongPayload.MIN_SLICE || !current.isWritable(count)) {
				return false;
			}
			current.writeBytes(in, count);
			told = counted(count);
		}
		told.run();
		return true;
	}

	private Runnable counted(int count) {
		this.received += count;
		this.waiting += count;
		this.full = this.waiting >= this.window;
		return this.reader;
	}

	/**
	 * Takes what waits.
	 * @return the next part, which is the reader's to release, or {@code null} if there
	 * is none now
	 */
	@Nullable ByteBuf poll() {
		ByteBuf part;
		boolean room;
		synchronized (this) {
			part = this.parts.poll();
			if (part == null) {
				return null;
			}
			if (part == this.last) {
				this.last = null;
			}
			this.waiting -= part.readableBytes();
			room = this.full && this.waiting <= this.window / 2;
			this.full &= !room;
		}
		if (room) {
			this.roomAgain.run();
		}
		return part;
	}

	void complete() {
		end(null);
	}

	void fail(Throwable cause) {
		end(cause);
	}

	private void end(@Nullable Throwable cause) {
		Runnable told;
		synchronized (this) {
			this.failure = cause;
			this.ended = true;
			told = this.reader;
		}
		told.run();
	}

	/**
	 * Returns why the rest is lost. To be asked once {@link #isEnded()}.
	 * @return the reason, or {@code null} if the payload is whole
	 */
	synchronized @Nullable Throwable failure() {
		return this.failure;
	}

	/**
	 * Drops what has not been read, and what will come.
	 */
	void cancel() {
		boolean room;
		Runnable told;
		synchronized (this) {
			this.cancelled = true;
			this.parts.forEach(ByteBuf::release);
			this.parts.clear();
			this.last = null;
			this.waiting = 0;
			room = this.full;
			this.full = false;
			told = this.reader;
		}
		if (room) {
			this.roomAgain.run();
		}
		told.run();
	}

}
