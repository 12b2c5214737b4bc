package io.vstp.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link PayloadStream} from one thread. The stream may be cancelled by another
 * one at any time.
 */
final class PayloadInputStream extends InputStream {

	private final PayloadStream stream;

	private volatile @Nullable Thread waiter;

	private boolean listening;

	private @Nullable ByteBuf part;

	PayloadInputStream(PayloadStream stream) {
		this.stream = stream;
	}

	private void wakeUp() {
		LockSupport.unpark(this.waiter);
		if (this.stream.isCancelled()) {
			releasePart();
		}
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, bytes.length);
		if (length == 0) {
			return 0;
		}
		if (!this.listening) {
			this.stream.reader(this::wakeUp);
			this.listening = true;
		}
		while (true) {
			// In this order: what came before the end is there when the end is seen.
			boolean ended = this.stream.isEnded();
			int count = readNow(bytes, offset, length);
			if (count > 0) {
				return count;
			}
			if (this.stream.isCancelled()) {
				throw PayloadStream.cancelled();
			}
			if (ended) {
				return end();
			}
			await();
		}
	}

	private int end() throws IOException {
		Throwable failure = this.stream.failure();
		if (failure != null) {
			throw new IOException("The payload did not come to its end: " + failure.getMessage(), failure);
		}
		return -1;
	}

	private synchronized int readNow(byte[] bytes, int offset, int length) {
		if (this.part == null) {
			this.part = this.stream.poll();
		}
		if (this.part == null) {
			return 0;
		}
		int count = Math.min(length, this.part.readableBytes());
		this.part.readBytes(bytes, offset, count);
		if (!this.part.isReadable() || this.stream.isCancelled()) {
			releasePart();
		}
		return count;
	}

	private synchronized void releasePart() {
		if (this.part != null) {
			this.part.release();
			this.part = null;
		}
	}

	private void await() throws InterruptedIOException {
		this.waiter = Thread.currentThread();
		try {
			if (!this.stream.isEnded() && !this.stream.isCancelled() && this.stream.isEmpty()) {
				LockSupport.park(this);
			}
		}
		finally {
			this.waiter = null;
		}
		if (Thread.interrupted()) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("Interrupted while waiting for a payload");
		}
	}

	@Override
	public synchronized int available() {
		return (this.part != null) ? this.part.readableBytes() : 0;
	}

	@Override
	public void close() {
		this.stream.cancel();
		releasePart();
	}

}
