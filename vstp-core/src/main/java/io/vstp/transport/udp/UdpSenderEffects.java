package io.vstp.transport.udp;

import java.security.SecureRandom;

import io.vstp.engine.reliability.SenderEffects;
import io.vstp.frame.Frame;
import io.vstp.frame.Transport;
import io.vstp.transport.dispatch.SessionConfig;

/**
 * Does what a session's sender says; on the event loop.
 *
 * @param session the session
 * @param chance for ids that a stranger cannot guess
 */
record UdpSenderEffects(UdpSession session, SecureRandom chance) implements SenderEffects {

	@Override
	public void transmit(Frame frame) {
		this.session.outlet().transmit(frame);
	}

	@Override
	public boolean maySend(int length) {
		return this.session.outlet().maySend(length);
	}

	@Override
	public void peerProved() {
		this.session.validated();
	}

	@Override
	public void retransmitted(int datagrams) {
		SessionConfig config = this.session.sessionConfig();
		this.session.counts().retransmitted(datagrams);
		config.observer().retransmitted(config.side(), datagrams);
	}

	@Override
	public void rttMeasured(long rtt, long smoothed) {
		SessionConfig config = this.session.sessionConfig();
		this.session.counts().rtt(smoothed);
		config.observer().rttMeasured(config.side(), Transport.UDP, rtt);
	}

	@Override
	public void congestionWindow(long window) {
		SessionConfig config = this.session.sessionConfig();
		this.session.counts().congestionWindow(window);
		config.observer().congestionWindow(config.side(), window);
	}

	@Override
	public long random() {
		return this.chance.nextLong();
	}

}
