package io.vstp.transport.dispatch;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.transport.Checks;
import io.vstp.transport.Submission;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpErrorException;
import io.vstp.transport.VstpOverloadedException;
import io.vstp.transport.VstpTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one session that nobody asked for and that wait for their ACK. Safe for
 * use by several threads.
 */
final class PushedFrames {

	/** How many may wait at a time. */
	static final int MAX_OPEN = 4096;

	private final Map<String, Waiting> open = new ConcurrentHashMap<>();

	private final AtomicLong ids = new AtomicLong();

	private final AbstractSession session;

	private volatile @Nullable String closed;

	PushedFrames(AbstractSession session) {
		this.session = session;
	}

	/**
	 * Sends a frame and waits for its ACK.
	 * @param frame what to send; taken over
	 * @param timeout how long to wait
	 * @return completed when the ACK is there
	 */
	CompletableFuture<Void> send(Frame frame, Duration timeout) {
		Waiting waiting = new Waiting(new CompletableFuture<>());
		String id;
		Frame asking;
		try {
			Checks.positive("timeout", timeout);
			id = idOf(frame);
			asking = frame.withFlags(frame.flags() | FrameFlags.REQ_ACK)
				.withHeaders(frame.headers().toBuilder().set(HeaderNames.MSG_ID, id).build());
			add(id, waiting);
		}
		catch (RuntimeException ex) {
			frame.release();
			return CompletableFuture.failedFuture(ex);
		}
		try {
			this.session.submit(asking, waiting);
		}
		catch (RuntimeException ex) {
			waiting.failed(ex);
		}
		CompletableFuture<Void> result = new CompletableFuture<>();
		waiting.future.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS).whenComplete((done, failure) -> {
			this.open.remove(id, waiting);
			if (failure == null) {
				result.complete(null);
			}
			else {
				result.completeExceptionally(explain(failure, timeout));
			}
		});
		return result;
	}

	// Begins with a random part: a peer knows ids again for a while, also those of a
	// server that was here before.
	private String idOf(Frame frame) {
		String given = frame.header(HeaderNames.MSG_ID);
		return (given != null) ? given : this.session.ownId().substring(0, 8) + "-" + this.ids.incrementAndGet();
	}

	private void add(String id, Waiting waiting) {
		if (this.open.size() >= MAX_OPEN) {
			throw new VstpOverloadedException("%d frames to %s wait for their ACK already, which is the limit"
				.formatted(MAX_OPEN, this.session.remoteAddress()));
		}
		if (this.open.putIfAbsent(id, waiting) != null) {
			throw new IllegalStateException("A frame to %s with msg-id '%s' waits for its ACK already"
				.formatted(this.session.remoteAddress(), id));
		}
		String reason = this.closed;
		if (reason != null) {
			this.open.remove(id, waiting);
			throw new VstpConnectionException(reason);
		}
	}

	private Throwable explain(Throwable failure, Duration timeout) {
		return (failure instanceof TimeoutException) ? new VstpTimeoutException(
				"%s did not acknowledge within %d ms".formatted(this.session.remoteAddress(), timeout.toMillis()))
				: failure;
	}

	/**
	 * An ACK or ERR came in.
	 * @param type which of them
	 * @param headers its headers
	 */
	void answered(FrameType type, Headers headers) {
		String id = headers.get(HeaderNames.MSG_ID);
		Waiting waiting = (id != null) ? this.open.remove(id) : null;
		if (waiting == null) {
			return;
		}
		if (type == FrameType.ACK) {
			waiting.future.complete(null);
		}
		else {
			waiting.failed(VstpErrorException.of(this.session.remoteAddress().toString(), headers));
		}
	}

	/**
	 * The session has ended: nothing more is acknowledged.
	 * @param reason what those are told who wait
	 */
	void close(String reason) {
		this.closed = reason;
		this.open.values().forEach((waiting) -> waiting.failed(new VstpConnectionException(reason)));
	}

	private record Waiting(CompletableFuture<Void> future) implements Submission {

		@Override
		public boolean isWanted() {
			return !this.future.isDone();
		}

		@Override
		public boolean waitsForWrite() {
			return false;
		}

		@Override
		public void written() {
			// Says nothing of the ACK.
		}

		@Override
		public void failed(Throwable failure) {
			this.future.completeExceptionally(failure);
		}

	}

}
