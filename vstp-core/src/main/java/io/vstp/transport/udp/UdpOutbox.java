package io.vstp.transport.udp;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.vstp.engine.fragment.DropReason;
import io.vstp.engine.reliability.MessageSender;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameTooLargeException;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.observe.Side;
import io.vstp.transport.SessionOptions;
import io.vstp.transport.Submission;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpOverloadedException;
import io.vstp.transport.compress.Compressor;
import org.jspecify.annotations.Nullable;

/**
 * What was submitted on any thread and waits for the event loop to hand it to the sender.
 * Bounded, together with what the sender holds.
 */
final class UdpOutbox {

	private final UdpSession session;

	private final MessageSender sender;

	private final Compressor compressor;

	private final SessionOptions options;

	private final Queue<Entry> queue = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean scheduled = new AtomicBoolean();

	/** Bytes in the queue. */
	private final AtomicLong queued = new AtomicLong();

	/** Bytes that the sender holds, as of late. */
	private volatile long held;

	private volatile @Nullable String closed;

	UdpOutbox(UdpSession session, MessageSender sender, Compressor compressor, SessionOptions options) {
		this.session = session;
		this.sender = sender;
		this.compressor = compressor;
		this.options = options;
	}

	/**
	 * Adds a frame, or throws and has sent nothing.
	 * @param frame the frame; taken over, also when this throws
	 * @param submission is told what becomes of it, or {@code null}
	 * @param compressible whether it may be compressed
	 */
	void add(Frame frame, @Nullable Submission submission, boolean compressible) {
		add(compressible ? compressed(frame) : frame, submission);
	}

	// A server takes nothing compressed before it knows the address. Each fragment
	// repeats
	// the headers: one more must leave room for the payload.
	private Frame compressed(Frame frame) {
		if (this.session.sessionConfig().side() == Side.CLIENT && !this.session.validation().isShown()) {
			return frame;
		}
		return this.compressor.compress(frame, this.session.maxMessage(),
				this.session.port().settings().sender().maxDatagram() / 2, this.options.limits().maxHeaders());
	}

	private void add(Frame frame, @Nullable Submission submission) {
		int length = frame.headers().byteLength() + frame.payload().readableBytes();
		try {
			check(frame, length);
		}
		catch (RuntimeException ex) {
			frame.release();
			throw ex;
		}
		this.queue.add(new Entry(frame, length, submission));
		if (this.scheduled.compareAndSet(false, true)) {
			this.session.execute(this::drain);
		}
		if (this.closed != null) {
			dropQueued();
		}
	}

	private void check(Frame frame, int length) {
		String reason = this.closed;
		if (reason != null) {
			throw new VstpConnectionException(reason);
		}
		int maxMessage = this.session.maxMessage();
		if (frame.payload().readableBytes() > maxMessage) {
			throw new FrameTooLargeException("The message", frame.payload().readableBytes(), maxMessage);
		}
		Headers headers = frame.headers();
		if (headers.size() > this.options.limits().maxHeaders()) {
			throw new IllegalArgumentException("The frame has %d headers, but the limit is %d".formatted(headers.size(),
					this.options.limits().maxHeaders()));
		}
		long before = this.queued.getAndAdd(length) + this.held;
		long limit = this.session.port().settings().sender().maxPending();
		// A single message may be longer than the bound.
		if (before > 0 && before + length > limit) {
			this.queued.addAndGet(-length);
			throw new VstpOverloadedException(
					"No room for a frame of %d bytes: %d bytes wait to be sent, the limit is %d".formatted(length,
							before, limit));
		}
	}

	private void drain() {
		this.scheduled.set(false);
		long now = System.nanoTime();
		for (Entry entry = this.queue.poll(); entry != null; entry = this.queue.poll()) {
			this.queued.addAndGet(-entry.length());
			send(entry.frame(), entry.submission(), now);
		}
		this.session.pump();
	}

	private void send(Frame frame, @Nullable Submission submission, long now) {
		UdpOutlet outlet = this.session.outlet();
		if (this.session.isGone()) {
			drop(frame, submission);
		}
		else if (outlet.maySendNow(frame)) {
			this.sender.send(identified(frame), new SubmittedMessage(this.session, submission), now);
		}
		else if (!this.session.validation().tryHold(frame, submission)) {
			// Rather once than not at all.
			Frame once = frame.withFlags(frame.flags() & ~FrameFlags.REQ_ACK);
			if (outlet.maySendNow(once)) {
				this.sender.send(once, new SubmittedMessage(this.session, submission), now);
			}
			else {
				frame.release();
				refuse(submission);
			}
		}
	}

	private void refuse(@Nullable Submission submission) {
		this.session.dropped(DropReason.NOT_VALIDATED);
		if (submission != null) {
			submission.failed(new VstpOverloadedException(
					"%s has not shown that its address is its own".formatted(this.session.remoteAddress())));
		}
	}

	private Frame identified(Frame frame) {
		return (frame.has(FrameFlags.REQ_ACK) && !frame.headers().contains(HeaderNames.MSG_ID))
				? frame.withHeader(HeaderNames.MSG_ID, this.session.port().uniqueId()) : frame;
	}

	/**
	 * The sender has done something.
	 */
	void update() {
		this.held = this.sender.pendingBytes();
	}

	long pendingBytes() {
		return this.queued.get() + this.held;
	}

	boolean isBlocked() {
		return pendingBytes() > this.options.highWaterMark();
	}

	boolean isEmpty() {
		return this.queue.isEmpty();
	}

	/**
	 * Takes no further frames and drops those that wait.
	 * @param reason what those are told whose frames were not sent
	 */
	void close(String reason) {
		this.closed = reason;
		dropQueued();
	}

	private void dropQueued() {
		for (Entry entry = this.queue.poll(); entry != null; entry = this.queue.poll()) {
			this.queued.addAndGet(-entry.length());
			drop(entry.frame(), entry.submission());
		}
	}

	private void drop(Frame frame, @Nullable Submission submission) {
		frame.release();
		if (submission != null) {
			submission.failed(new VstpConnectionException(String.valueOf(this.closed)));
		}
	}

	private record Entry(Frame frame, int length, @Nullable Submission submission) {

	}

}
