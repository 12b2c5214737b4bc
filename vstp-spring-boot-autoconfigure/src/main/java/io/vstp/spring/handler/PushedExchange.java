package io.vstp.spring.handler;

import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.transport.Exchange;
import io.vstp.transport.VstpSession;

/**
 * A frame that a server has pushed. A reply to it would look like a frame of this end's
 * own to the server, so none is sent.
 *
 * @param exchange the frame and the way to end it
 */
record PushedExchange(Exchange exchange) implements Exchange {

	@Override
	public Frame frame() {
		return this.exchange.frame();
	}

	@Override
	public VstpSession session() {
		return this.exchange.session();
	}

	@Override
	public void acknowledge() {
		this.exchange.acknowledge();
	}

	@Override
	public void reply(Frame reply) {
		reply.release();
		this.exchange.complete();
	}

	@Override
	public void deferAcknowledge() {
		this.exchange.deferAcknowledge();
	}

	@Override
	public void fail(String code, String message, Headers details) {
		this.exchange.fail(code, message, details);
	}

	@Override
	public void onSessionEnd(Runnable task) {
		this.exchange.onSessionEnd(task);
	}

	@Override
	public void complete() {
		this.exchange.complete();
	}

}
