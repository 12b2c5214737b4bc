package io.vstp.transport.dispatch;

import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.Unpooled;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.VstpException;
import io.vstp.transport.Exchange;
import io.vstp.transport.FrameHandler;
import io.vstp.transport.VstpSession;
import org.jspecify.annotations.Nullable;

/**
 * A frame in flight.
 */
final class SessionExchange implements Exchange {

	/** About what a frame in flight takes besides its headers and payload. */
	private static final int OVERHEAD = 256;

	private final Frame frame;

	private final int weight;

	private final @Nullable String correlationId;

	private final Dispatcher dispatcher;

	private final FrameHandler handler;

	private final AtomicBoolean acknowledged;

	private final AtomicBoolean ended = new AtomicBoolean();

	SessionExchange(Frame frame, Dispatcher dispatcher, FrameHandler handler) {
		this.frame = frame;
		this.weight = OVERHEAD + frame.headers().byteLength() + frame.payload().readableBytes();
		this.correlationId = frame.header(HeaderNames.CORRELATION_ID);
		this.dispatcher = dispatcher;
		this.handler = handler;
		this.acknowledged = new AtomicBoolean(!frame.has(FrameFlags.REQ_ACK));
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
		if (!this.acknowledged.get() && this.acknowledged.compareAndSet(false, true)) {
			target().acknowledge(this.frame);
		}
	}

	@Override
	public void reply(Frame reply) {
		if (!this.ended.compareAndSet(false, true)) {
			reply.release();
			return;
		}
		try {
			acknowledge();
			target().reply(correlated(reply), this.frame);
		}
		catch (RuntimeException ex) {
			target().sendError(ErrorCode.HANDLER_FAILED, "The reply cannot be sent: " + ex.getMessage(), this.frame,
					true);
		}
		finally {
			release();
		}
	}

	private Frame correlated(Frame reply) {
		if (this.correlationId == null) {
			return reply;
		}
		Headers headers = reply.headers();
		return headers.contains(HeaderNames.CORRELATION_ID)
				? reply.withHeaders(headers.toBuilder().set(HeaderNames.CORRELATION_ID, this.correlationId).build())
				: reply.withHeader(HeaderNames.CORRELATION_ID, this.correlationId);
	}

	@Override
	public void fail(ErrorCode code, String message) {
		if (this.ended.compareAndSet(false, true)) {
			try {
				target().sendError(code, message, this.frame, this.acknowledged.get());
			}
			finally {
				release();
			}
		}
	}

	@Override
	public void complete() {
		if (this.correlationId != null) {
			reply(Frame.data(Headers.EMPTY, Unpooled.EMPTY_BUFFER));
		}
		else if (this.ended.compareAndSet(false, true)) {
			try {
				acknowledge();
			}
			finally {
				release();
			}
		}
	}

	private void release() {
		this.frame.release();
		this.dispatcher.completed(this);
	}

	boolean isAccepted() {
		return this.handler.accepts(this.frame, session().transport());
	}

	boolean isOrdered() {
		return switch (this.dispatcher.options().ordering()) {
			case ALL -> true;
			case NONE -> false;
			case UNCORRELATED -> this.correlationId == null;
		};
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
