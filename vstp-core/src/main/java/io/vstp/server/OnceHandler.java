package io.vstp.server;

import java.security.SecureRandom;
import java.util.Base64;

import io.vstp.engine.once.Arrival;
import io.vstp.engine.once.OnceEntry;
import io.vstp.engine.once.OnceMemory;
import io.vstp.engine.once.OnceOutcome;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import io.vstp.observe.VstpObserver;
import io.vstp.transport.Exchange;
import io.vstp.transport.FrameHandler;
import io.vstp.transport.Ordering;
import org.jspecify.annotations.Nullable;

/**
 * Has each message that carries {@code once-id} handled once, whichever transport and
 * session it comes by, and however often; others pass.
 */
final class OnceHandler implements FrameHandler {

	/** An id takes room as long as it is remembered. */
	private static final int MAX_ID = 64;

	private static final int NAME_BYTES = 9;

	private final FrameHandler handler;

	private final OnceMemory<Exchange> memory;

	private final VstpObserver observer;

	private final String name;

	OnceHandler(FrameHandler handler, OnceOptions options, VstpObserver observer) {
		this.handler = handler;
		this.observer = observer;
		this.memory = new OnceMemory<>(options.settings());
		byte[] random = new byte[NAME_BYTES];
		new SecureRandom().nextBytes(random);
		this.name = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
	}

	/**
	 * Returns what tells clients of this memory.
	 * @return headers for WELCOME and for the answers to probes
	 */
	Headers introduction() {
		return Headers.of(HeaderNames.ONCE_SERVER, this.name);
	}

	@Override
	public void handle(Exchange exchange) throws Exception {
		Headers headers = exchange.frame().headers();
		String id = headers.get(HeaderNames.ONCE_ID);
		if (id == null || id.length() > MAX_ID) {
			this.handler.handle(exchange);
			return;
		}
		String server = headers.get(HeaderNames.ONCE_SERVER);
		if (server != null && !server.equals(this.name)) {
			exchange.fail(ErrorCode.OUTCOME_UNKNOWN, "It was sent to another server before, or before a restart");
			return;
		}
		Arrival<Exchange> arrival = this.memory.arrived(id, server != null, exchange, System.nanoTime());
		if (arrival.displaced() != null) {
			arrival.displaced().fail(ErrorCode.OUTCOME_UNKNOWN, "It has come again too often");
		}
		if (arrival.step() != Arrival.Step.HANDLE) {
			this.observer.duplicateSuppressed(Side.SERVER, exchange.session().transport());
		}
		switch (arrival.step()) {
			case HANDLE -> handle(exchange, arrival.entry());
			case WAIT -> {
			}
			case ACKNOWLEDGE_AND_WAIT -> exchange.acknowledge();
			case ANSWER -> answer(exchange, arrival.outcome());
		}
	}

	@SuppressWarnings("NullAway") // what is to be handled has an entry
	private void handle(Exchange exchange, @Nullable OnceEntry<Exchange> entry) throws Exception {
		boolean acknowledged = exchange.session().transport() == Transport.UDP
				&& this.handler.accepts(exchange.frame(), Transport.UDP);
		if (acknowledged) {
			// When it came, before its turn.
			this.memory.acknowledged(entry);
		}
		try {
			this.handler.handle(new OnceExchange(exchange, this.memory, entry));
		}
		catch (Throwable ex) {
			OnceOutcome outcome = OnceOutcome.error(ErrorCode.HANDLER_FAILED, "The handler failed");
			this.memory.completed(entry, outcome, System.nanoTime()).forEach((waiting) -> answer(waiting, outcome));
			throw ex;
		}
	}

	/**
	 * Answers somebody by what came of the message.
	 * @param exchange who brought it again
	 * @param outcome what came of it, or {@code null} if that is nothing
	 */
	static void answer(Exchange exchange, @Nullable OnceOutcome outcome) {
		String error = (outcome != null) ? outcome.error() : null;
		Frame reply = (outcome != null) ? outcome.reply() : null;
		if (reply != null) {
			exchange.reply(reply);
		}
		else if (error != null && outcome != null) {
			exchange.fail(error, outcome.message(), outcome.details());
		}
		else {
			exchange.complete();
		}
	}

	@Override
	public boolean accepts(Frame frame, Transport transport) {
		return this.handler.accepts(frame, transport);
	}

	@Override
	public Ordering ordering(Frame frame, Transport transport, Ordering ordering) {
		return this.handler.ordering(frame, transport, ordering);
	}

	@Override
	public boolean streams(Frame head, Transport transport) {
		String id = head.header(HeaderNames.ONCE_ID);
		// Who waits for the outcome reads nothing.
		return (id == null || !this.memory.isKnown(id)) && this.handler.streams(head, transport);
	}

}
