package io.vstp.demo.summary;

import java.util.Map;

import io.vstp.engine.fragment.DropReason;
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

	private final TransportFigures tcp = new TransportFigures(Transport.TCP);

	private final TransportFigures udp = new TransportFigures(Transport.UDP);

	@Override
	public void sessionOpened(Side side, Transport transport) {
		if (side == Side.SERVER) {
			of(transport).sessions().incrementAndGet();
		}
	}

	@Override
	public void sessionClosed(Side side, Transport transport, CloseReason reason) {
		if (side == Side.SERVER) {
			of(transport).sessions().decrementAndGet();
		}
	}

	@Override
	public void frameReceived(Side side, Transport transport, FrameType type, int bytes) {
		if (side == Side.SERVER) {
			of(transport).received().increment();
		}
	}

	@Override
	public void frameSent(Side side, Transport transport, FrameType type, int bytes) {
		if (side == Side.SERVER) {
			of(transport).sent().increment();
		}
	}

	@Override
	public void errorSent(Side side, Transport transport, ErrorCode code) {
		if (side == Side.SERVER) {
			of(transport).errors().increment();
		}
	}

	@Override
	public void datagramDropped(Side side, DropReason reason) {
		if (side == Side.SERVER) {
			this.udp.dropped().increment();
		}
	}

	@Override
	public void retransmitted(Side side, int datagrams) {
		if (side == Side.SERVER) {
			this.udp.sentAgain().add(datagrams);
		}
	}

	@Override
	public String topic() {
		return "server";
	}

	@Override
	public Map<String, Map<String, Number>> figures() {
		return Figures.byTransport((transport) -> of(transport).figures());
	}

	private TransportFigures of(Transport transport) {
		return (transport == Transport.UDP) ? this.udp : this.tcp;
	}

}
