package io.vstp.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;

import io.vstp.frame.Transport;
import io.vstp.relay.TcpRelay;
import io.vstp.relay.UdpRelay;
import io.vstp.server.VstpServer;

/**
 * Relays for both transports of a server, at one port.
 *
 * @param tcp the way by TCP
 * @param udp the way by UDP
 */
record TwoWays(TcpRelay tcp, UdpRelay udp) implements AutoCloseable {

	private static final int TRIES = 20;

	static TwoWays to(VstpServer server, Duration tcpDelay) throws IOException {
		InetSocketAddress tcp = server.address(Transport.TCP);
		for (int tries = 1;; tries++) {
			UdpRelay udp = UdpRelay.builder(server.address(Transport.UDP)).start();
			try {
				TcpRelay.Builder builder = TcpRelay.builder(tcp).port(udp.address().getPort()).delay(tcpDelay);
				return new TwoWays(builder.start(), udp);
			}
			catch (UncheckedIOException ex) {
				// Somebody else has that port for TCP.
				udp.close();
				if (tries == TRIES) {
					throw ex;
				}
			}
		}
	}

	int port() {
		return this.udp.address().getPort();
	}

	@Override
	public void close() throws IOException {
		this.tcp.close();
		this.udp.close();
	}

}
