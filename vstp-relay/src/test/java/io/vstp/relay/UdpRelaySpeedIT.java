package io.vstp.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That the relay is not what a transfer of 100 MB waits for.
 */
class UdpRelaySpeedIT {

	private static final int LENGTH = 1_200;

	private static final int COUNT = 100_000_000 / LENGTH;

	/** As much as its receive buffers hold. */
	private static final int WINDOW = 1_000;

	@Test
	void shouldForwardHundredMegabytesWithoutLossWhenNothingIsSet() throws Exception {
		try (DatagramChannel server = open();
				UdpRelay relay = UdpRelay.builder((InetSocketAddress) server.getLocalAddress()).start();
				DatagramChannel client = open()) {
			AtomicLong arrived = new AtomicLong();
			Thread receiver = new Thread(() -> receive(server, arrived));
			receiver.start();
			client.connect(relay.address());
			ByteBuffer datagram = ByteBuffer.allocateDirect(LENGTH);
			long start = System.nanoTime();
			for (int i = 0; i < COUNT; i++) {
				while (i - arrived.get() >= WINDOW) {
					Thread.onSpinWait();
					assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);
				}
				client.write(datagram.clear());
			}
			receiver.join(10_000);
			double seconds = (System.nanoTime() - start) / 1e9;
			System.out.printf("%.0f MB/s%n", COUNT / 1e6 * LENGTH / seconds);
			assertThat(arrived.get()).isEqualTo(COUNT).isEqualTo(relay.toServer().forwarded());
			assertThat(relay.toServer().forwardedBytes()).isEqualTo((long) COUNT * LENGTH);
		}
	}

	private static void receive(DatagramChannel server, AtomicLong arrived) {
		ByteBuffer datagram = ByteBuffer.allocateDirect(2 * LENGTH);
		try {
			while (arrived.get() < COUNT) {
				server.receive(datagram.clear());
				arrived.lazySet(arrived.get() + 1);
			}
		}
		catch (IOException ex) {
			// The test has ended without all of them.
		}
	}

	private static DatagramChannel open() throws IOException {
		return DatagramChannel.open()
			.setOption(StandardSocketOptions.SO_RCVBUF, 4 * 1024 * 1024)
			.bind(new InetSocketAddress("127.0.0.1", 0));
	}

}
