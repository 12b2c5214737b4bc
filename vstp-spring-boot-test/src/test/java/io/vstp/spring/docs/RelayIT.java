package io.vstp.spring.docs;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

import io.vstp.relay.TcpRelay;
import io.vstp.relay.UdpRelay;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The relays by themselves in {@code docs/testing.md}.
 */
class RelayIT {

	@Test
	void shouldStartRelays() {
		InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), 6969);
		try (UdpRelay udp = UdpRelay.builder(server).seed(42).loss(0.1).delay(Duration.ofMillis(20)).start();
				TcpRelay tcp = TcpRelay.builder(server).start()) {
			udp.toServer().duplication(0.5); // one direction, while it runs
			udp.both((leg) -> leg.loss(0.3)); // both
			tcp.toClient().throttle(10_000); // bytes a second
			tcp.cut(); // connections are reset, new ones refused
			tcp.restore();
			tcp.blackhole(); // connections stay open, and nobody gets anything
			tcp.reset();
			assertThat(udp.toServer().dropped()).isZero();
		}
	}

}
