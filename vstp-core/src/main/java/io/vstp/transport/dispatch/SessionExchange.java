package io.vstp.transport.dispatch;

import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.Unpooled;
import io.vstp.codec.PayloadStream;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;
import io.vstp.frame.VstpException;
import io.vstp.transport.ErrorLog;
import io.vstp.transport.Exchange;
import io.vstp.transport.FrameHandler;
import io.vstp.transport.VstpSession;
import io.vstp.transport.compress.CompressedFrame;
import io.vstp.transport.dispatch.DispatchTarget.Progress;
import org.jspecify.annotations.Nullable;

/**
 * A frame in flight.
 */
final class SessionExchange implements Exchange {

	/** About what a frame in flight takes besides its headers and payload. */
	private static final int OVERHEAD = 256;

	/** As it came: by its headers a peer's frames are known. */
	private final Frame received;

	/** As the application sees it. */
	private Frame frame;

	private @Nullable CompressedFrame compressed;

	private final @Nullable PayloadStream stream;

	private final int weight;

	private final boolean correlated;

	private final Dispatcher dispatcher;

	private final FrameHandler handler;

	private final AtomicBoolean acknowledged;

	private final AtomicBoolean ended = new AtomicBoolean();

	private final boolean ordered;

	private volatile boolean deferred;

	private volatile @Nullable Runnable sessionEnd;

	SessionExchange(Frame frame, @Nullable CompressedFrame compressed, Dispatcher dispatcher, FrameHandler handler) {
		this.received = frame;
		this.frame = (compressed != null) ? compressed.disguised() : frame;
		this.compressed = compressed;
		this.stream = PayloadStream.of(frame);
		int weight = OVERHEAD + frame.headers().byteLength() + ((this.stream != null)
				? Math.min(this.stream.length(), this.stream.window()) : frame.payload().readableBytes());
		this.weight = weight + ((compressed != null) ? Math.min(compressed.length(), Integer.MAX_VALUE - weight) : 0);
		this.correlated = frame.headers().contains(HeaderNames.CORRELATION_ID);
		this.dispatcher = dispatcher;
		this.handler = handler;
		this.acknowledged = new AtomicBoolean(!frame.has(FrameFlags.REQ_ACK));
		this.ordered = switch (handler.ordering(this.frame, target().transport(), dispatcher.options().ordering())) {
			case ALL -> true;
			case NONE -> false;
			case UNCORRELATED -> !this.correlated;
		};
	}

	@Override
	public Frame frame() {
		return this.frame;
	}

	/**
	 * Returns what the frame counts for while it is in flight.
	 * @return bytes
	 */
	int weight() {
		return this.weight;
	}

	/**
	 * Decompresses the payload where it is compressed. To be called once, before the
	 * handler gets the frame.
	 * @throws io.vstp.codec.compress.MalformedPayloadException if it cannot be
	 */
	void decompress() {
		CompressedFrame packed = this.compressed;
		if (packed != null) {
			this.compressed = null;
			this.frame = packed.decompress();
		}
	}

	FrameHandler handler() {
		return this.handler;
	}

	@Override
	public VstpSession session() {
		return target().session();
	}

	private DispatchTarget target() {
		return this.dispatcher.target();
	}

	@Override
	public void acknowledge() {
		// What is still coming in cannot be said to be here.
		if (this.stream == null || this.stream.isEnded()) {
			sendAck();
		}
	}

	private void sendAck() {
		if (!this.acknowledged.get() && this.acknowledged.compareAndSet(false, true)) {
			target().acknowledge(this.received);
		}
	}

	@Override
	public void deferAcknowledge() {
		this.deferred = true;
	}

	@Override
	public void reply(Frame reply) {
		if (!this.ended.compareAndSet(false, true)) {
			reply.release();
			return;
		}
		try {
			target().reply(prepared(reply), this.received);
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			if (ex instanceof OutOfMemoryError error) {
				ErrorLog.warn("A reply cannot be sent", error);
			}
			target().sendError(ErrorCode.HANDLER_FAILED.code(), "The reply cannot be sent: " + ex.getMessage(),
					Headers.EMPTY, this.received, Progress.ACKNOWLEDGED);
		}
		finally {
			release();
		}
	}

	// Nobody else releases a reply that does not get as far as the session.
	private Frame prepared(Frame reply) {
		try {
			sendAck();
			return correlated(reply);
		}
		catch (Throwable ex) {
			reply.release();
			throw ex;
		}
	}

	private Frame correlated(Frame reply) {
		if (!this.correlated) {
			return reply;
		}
		HeadersBuilder headers = reply.headers().toBuilder();
		if (reply.headers().contains(HeaderNames.CORRELATION_ID)) {
			headers.remove(HeaderNames.CORRELATION_ID);
		}
		return reply.withHeaders(headers.copy(HeaderNames.CORRELATION_ID, this.frame.headers()).build());
	}

	@Override
	public void fail(String code, String message, Headers details) {
		if (this.ended.compareAndSet(false, true)) {
			try {
				target().sendError(code, message, details, this.received, progress(code));
			}
			finally {
				release();
			}
		}
	}

	private Progress progress(String code) {
		if (this.acknowledged.get()) {
			return Progress.ACKNOWLEDGED;
		}
		// Who is told to come again later has to be new then.
		return (this.deferred && !code.equals(ErrorCode.OVERLOADED.code())) ? Progress.HANDLED : Progress.REFUSED;
	}

	@Override
	public void complete() {
		if (this.correlated) {
			reply(Frame.data(Headers.EMPTY, Unpooled.EMPTY_BUFFER));
		}
		else if (this.ended.compareAndSet(false, true)) {
			try {
				sendAck();
			}
			finally {
				release();
			}
		}
	}

	@Override
	public void onSessionEnd(Runnable task) {
		this.sessionEnd = task;
		this.dispatcher.watch(this);
	}

	/**
	 * Says whether somebody wants to know when the session ends.
	 * @return whether there is a task for that
	 */
	boolean isWatched() {
		return this.sessionEnd != null;
	}

	boolean hasEnded() {
		return this.ended.get();
	}

	/**
	 * The session has ended before the exchange.
	 */
	void abandoned() {
		Runnable task = this.sessionEnd;
		if (task != null) {
			task.run();
		}
	}

	private void release() {
		try {
			this.frame.release();
		}
		finally {
			this.dispatcher.completed(this);
		}
	}

	boolean isAccepted() {
		return this.handler.accepts(this.frame, target().transport());
	}

	boolean isOrdered() {
		return this.ordered;
	}

	@Override
	public String toString() {
		return "%s from %s".formatted(this.frame.type(), session().remoteAddress());
	}

	/**
	 * Ends the exchange after the handler threw.
	 * @param failure what it threw
	 */
	void failed(Throwable failure) {
		String message = (failure.getMessage() != null) ? failure.getMessage() : failure.toString();
		fail(ErrorCode.HANDLER_FAILED, (failure instanceof VstpException) ? message
				: "%s: %s".formatted(failure.getClass().getSimpleName(), message));
	}

}
