package io.vstp.demo.summary;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import io.vstp.frame.Transport;

/**
 * What the VSTP server sees of one transport.
 *
 * @param transport the transport
 * @param sessions the sessions that are open
 * @param received the frames that came in
 * @param sent the frames that went out
 * @param errors the errors that were told to peers
 * @param dropped the datagrams that were dropped
 * @param sentAgain the datagrams that were sent again
 */
record TransportFigures(Transport transport, AtomicInteger sessions, LongAdder received, LongAdder sent,
		LongAdder errors, LongAdder dropped, LongAdder sentAgain) {

	TransportFigures(Transport transport) {
		this(transport, new AtomicInteger(), new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder(),
				new LongAdder());
	}

	Map<String, Number> figures() {
		Map<String, Number> figures = new HashMap<>();
		figures.put("sessions", this.sessions);
		figures.put("framesReceived", this.received);
		figures.put("framesSent", this.sent);
		figures.put("errors", this.errors);
		if (this.transport == Transport.UDP) {
			figures.put("datagramsDropped", this.dropped);
			figures.put("retransmissions", this.sentAgain);
		}
		return figures;
	}

}
