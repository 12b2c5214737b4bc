package io.vstp.spring.test.relay;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;

import io.vstp.relay.Relay;
import io.vstp.relay.TcpRelay;
import io.vstp.relay.UdpRelay;
import org.jspecify.annotations.Nullable;

/**
 * Relays for both transports at one port, as a destination has one address.
 *
 * @param tcp for TCP
 * @param udp for UDP
 */
record RelayPair(TcpRelay tcp, UdpRelay udp) {

	private static final int ATTEMPTS = 50;

	static RelayPair start(long seed) {
		for (int i = 1;; i++) {
			TcpRelay tcp = TcpRelay.builder().start();
			try {
				return new RelayPair(tcp, UdpRelay.builder().port(tcp.address().getPort()).seed(seed).start());
			}
			catch (UncheckedIOException ex) {
				// The port is free for TCP, but not for UDP.
				tcp.close();
				if (i == ATTEMPTS) {
					throw ex;
				}
			}
		}
	}

	int port() {
		return this.tcp.address().getPort();
	}

	void target(@Nullable InetSocketAddress tcp, @Nullable InetSocketAddress udp) {
		target(this.tcp, tcp);
		target(this.udp, udp);
	}

	private static void target(Relay relay, @Nullable InetSocketAddress target) {
		if (target == null) {
			return;
		}
		boolean anywhere = target.getAddress() != null && target.getAddress().isAnyLocalAddress();
		relay.target(anywhere ? new InetSocketAddress(relay.address().getAddress(), target.getPort()) : target);
	}

	void close() {
		this.tcp.close();
		this.udp.close();
	}

}
