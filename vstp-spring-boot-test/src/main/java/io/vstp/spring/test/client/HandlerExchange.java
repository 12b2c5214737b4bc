package io.vstp.spring.test.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.vstp.frame.AnswerFrames;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.spring.convert.VstpMessageConverters;
import io.vstp.spring.test.client.VstpTestResult.Kind;
import io.vstp.transport.Exchange;
import io.vstp.transport.VstpSession;

/**
 * An exchange that remembers how it ended.
 */
final class HandlerExchange implements Exchange {

	private final CompletableFuture<VstpTestResult> result = new CompletableFuture<>();

	private final AtomicBoolean ended = new AtomicBoolean();

	private final Frame frame;

	private final HandlerSession session;

	private final VstpMessageConverters converters;

	private volatile boolean acknowledged;

	/**
	 * Creates an exchange.
	 * @param frame taken over
	 * @param session by which the frame comes
	 * @param converters read the reply
	 */
	HandlerExchange(Frame frame, HandlerSession session, VstpMessageConverters converters) {
		this.frame = frame;
		this.session = session;
		this.converters = converters;
	}

	CompletableFuture<VstpTestResult> result() {
		return this.result;
	}

	@Override
	public Frame frame() {
		return this.frame;
	}

	@Override
	public VstpSession session() {
		return this.session;
	}

	@Override
	public void acknowledge() {
		this.acknowledged = true;
	}

	@Override
	public void deferAcknowledge() {
		// The ends do it.
	}

	@Override
	public void reply(Frame reply) {
		try {
			if (end()) {
				this.acknowledged = true;
				Headers headers = reply.headers()
					.toBuilder()
					.remove(HeaderNames.CORRELATION_ID)
					.copy(HeaderNames.CORRELATION_ID, this.frame.headers())
					.build();
				// Handlers may answer with an error of their own making.
				Kind kind = (reply.type() == FrameType.ERR) ? Kind.ERROR : Kind.REPLY;
				this.result.complete(VstpTestResult.of(kind, true, reply.withHeaders(headers), this.converters));
				this.frame.release();
			}
		}
		finally {
			reply.release();
		}
	}

	@Override
	public void fail(String code, String message, Headers details) {
		if (end()) {
			Headers headers = AnswerFrames.error(code, message, details, this.frame.headers()).headers();
			this.result.complete(VstpTestResult.of(Kind.ERROR, this.acknowledged, headers, this.converters));
			this.frame.release();
		}
	}

	@Override
	public void complete() {
		if (end()) {
			this.acknowledged = true;
			this.result.complete(VstpTestResult.of(Kind.NONE, true, Headers.EMPTY, this.converters));
			this.frame.release();
		}
	}

	@Override
	public void onSessionEnd(Runnable task) {
		this.session.onEnd(this, task);
	}

	private boolean end() {
		this.session.forget(this);
		return this.ended.compareAndSet(false, true);
	}

}
