package io.vstp.server;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.vstp.engine.once.OnceEntry;
import io.vstp.engine.once.OnceMemory;
import io.vstp.engine.once.OnceOutcome;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.transport.Exchange;
import io.vstp.transport.VstpSession;

/**
 * A message that is handled for the first time: what is answered is remembered, and goes
 * to all who have brought it.
 */
final class OnceExchange implements Exchange {

	private final AtomicBoolean ended = new AtomicBoolean();

	private final Exchange exchange;

	private final OnceMemory<Exchange> memory;

	private final OnceEntry<Exchange> entry;

	OnceExchange(Exchange exchange, OnceMemory<Exchange> memory, OnceEntry<Exchange> entry) {
		this.exchange = exchange;
		this.memory = memory;
		this.entry = entry;
	}

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
		this.memory.acknowledged(this.entry).forEach(Exchange::acknowledge);
	}

	@Override
	public void reply(Frame reply) {
		if (!this.ended.compareAndSet(false, true)) {
			reply.release();
			return;
		}
		List<Exchange> waiting;
		try {
			waiting = this.memory.replied(this.entry, reply, System.nanoTime());
			waiting.forEach((each) -> each.reply(copy(reply)));
		}
		catch (OutOfMemoryError ex) {
			OnceOutcome lost = OnceOutcome.error(ErrorCode.OUTCOME_UNKNOWN, "There is no memory for the reply");
			this.memory.completed(this.entry, lost, System.nanoTime())
				.forEach((each) -> OnceHandler.answer(each, lost));
		}
		this.exchange.reply(reply);
	}

	private static Frame copy(Frame reply) {
		return Frame.of(reply.type(), reply.flags(), reply.headers(), reply.payload().retainedDuplicate());
	}

	@Override
	public void deferAcknowledge() {
		this.exchange.deferAcknowledge();
	}

	@Override
	public void fail(String code, String message, Headers details) {
		if (!this.ended.compareAndSet(false, true)) {
			return;
		}
		List<Exchange> waiting = isHandled(code)
				? this.memory.completed(this.entry, OnceOutcome.error(code, message, details), System.nanoTime())
				: this.memory.forgotten(this.entry);
		waiting.forEach((each) -> each.fail(code, message, details));
		this.exchange.fail(code, message, details);
	}

	private static boolean isHandled(String code) {
		ErrorCode known = ErrorCode.ofCode(code);
		return known != ErrorCode.NO_HANDLER && known != ErrorCode.OVERLOADED && known != ErrorCode.SHUTTING_DOWN;
	}

	@Override
	public void complete() {
		if (this.ended.compareAndSet(false, true)) {
			this.memory.completed(this.entry, OnceOutcome.NOTHING, System.nanoTime()).forEach(Exchange::complete);
			this.exchange.complete();
		}
	}

	@Override
	public void onSessionEnd(Runnable task) {
		// The answer may still be asked for by another session.
	}

}
