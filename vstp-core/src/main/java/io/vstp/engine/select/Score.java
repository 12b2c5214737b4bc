package io.vstp.engine.select;

import io.vstp.frame.Transport;

/**
 * How good a transport is for a kind of messages, 0 to 1: how suitable it is by its
 * nature, times how fast an answer is to be expected.
 */
final class Score {

	/** What takes this long is half as good as what takes no time. */
	private static final double HALF = 100_000_000;

	/** About how much later comes what has to be sent again. */
	private static final double PRICE_OF_LOSS = 300_000_000;

	/** A TCP connection makes what nobody waits for wait for what got lost before it. */
	private static final double DATAGRAM_BY_TCP = 0.75;

	/** The kernel sends long messages faster than fragments can be. */
	private static final double LONG_BY_UDP = 0.6;

	/** How much the round trip counts where there are many of them anyway. */
	private static final double RTT_OF_LONG = 0.25;

	private Score() {
	}

	static double of(MessageKind kind, Transport transport, TransportHealth health) {
		if (!health.isUp()) {
			return 0;
		}
		double rtt = health.smoothedRtt() * ((kind == MessageKind.LONG) ? RTT_OF_LONG : 1);
		double expected = rtt + health.loss() * PRICE_OF_LOSS;
		return suitability(kind, transport) * HALF / (HALF + expected);
	}

	private static double suitability(MessageKind kind, Transport transport) {
		return switch (kind) {
			case DATAGRAM -> (transport == Transport.TCP) ? DATAGRAM_BY_TCP : 1;
			case RELIABLE -> 1;
			case LONG -> (transport == Transport.UDP) ? LONG_BY_UDP : 1;
		};
	}

}
