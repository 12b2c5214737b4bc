package io.vstp.demo.summary;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import io.vstp.engine.session.CloseReason;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.FrameType;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import io.vstp.observe.VstpObserver;

import org.springframework.stereotype.Component;

/**
 * Counts what the VSTP server sees. An observer is told what happens on event loops, so
 * it does no more than count.
 */
@Component
class ServerFigures implements VstpObserver, Figures {

	private final AtomicInteger sessions = new AtomicInteger();

	private final LongAdder received = new LongAdder();

	private final LongAdder sent = new LongAdder();

	private final LongAdder errors = new LongAdder();

	@Override
	public void sessionOpened(Side side, Transport transport) {
		if (side == Side.SERVER) {
			this.sessions.incrementAndGet();
		}
	}

	@Override
	public void sessionClosed(Side side, Transport transport, CloseReason reason) {
		if (side == Side.SERVER) {
			this.sessions.decrementAndGet();
		}
	}

	@Override
	public void frameReceived(Side side, Transport transport, FrameType type, int bytes) {
		if (side == Side.SERVER) {
			this.received.increment();
		}
	}

	@Override
	public void frameSent(Side side, Transport transport, FrameType type, int bytes) {
		if (side == Side.SERVER) {
			this.sent.increment();
		}
	}

	@Override
	public void errorSent(Side side, Transport transport, ErrorCode code) {
		if (side == Side.SERVER) {
			this.errors.increment();
		}
	}

	@Override
	public String topic() {
		return "server";
	}

	@Override
	public Map<String, Number> figures() {
		return Map.of("sessions", this.sessions, "framesReceived", this.received, "framesSent", this.sent, "errors",
				this.errors);
	}

}
