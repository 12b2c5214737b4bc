package io.vstp.transport.udp;

import java.security.SecureRandom;

import io.vstp.engine.reliability.SenderEffects;
import io.vstp.frame.Frame;

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
		this.session.sessionConfig().observer().retransmitted(this.session.sessionConfig().side(), datagrams);
	}

	@Override
	public long random() {
		return this.chance.nextLong();
	}

}
