package io.vstp.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;

import io.vstp.relay.TcpRelay;
import io.vstp.relay.UdpRelay;
import io.vstp.spring.client.VstpCall;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpErrorException;
import io.vstp.transport.VstpTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What does not happen to the demo by itself: a network that loses, doubles and damages
 * datagrams, peers that send nonsense, calls that fail.
 */
final class Trouble implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Trouble.class);

	/** The destination behind the bad network, over UDP. */
	static final String LOSSY = "lossy";

	/** The destination behind the bad network that chooses its transport. */
	static final String AUTO = "auto";

	/** The destination where nobody listens. */
	static final String NOWHERE = "nowhere";

	private static final double RATE = 0.1;

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final Duration AT_ONCE = Duration.ofMillis(100);

	private final UdpRelay udp;

	private final TcpRelay tcp;

	private final int unused = FreePorts.find();

	Trouble() throws IOException {
		this.udp = UdpRelay.builder().port(FreePorts.find()).start();
		this.udp.both((leg) -> leg.loss(RATE).duplication(RATE).corruption(RATE));
		this.tcp = TcpRelay.builder().port(this.udp.address().getPort()).start();
	}

	String address() {
		return "127.0.0.1:" + this.udp.address().getPort();
	}

	String unusedAddress() {
		return "127.0.0.1:" + this.unused;
	}

	void target(int tcpPort, int udpPort) {
		this.tcp.target(new InetSocketAddress(InetAddress.getLoopbackAddress(), tcpPort));
		this.udp.target(new InetSocketAddress(InetAddress.getLoopbackAddress(), udpPort));
	}

	/**
	 * Makes some of everything.
	 */
	void make(int tcpPort, int udpPort, VstpTemplate template) throws IOException {
		sendNonsense(tcpPort);
		sendDamaged(tcpPort);
		try (RawClient client = new RawClient(tcpPort)) {
			client.exchange(Map.of("op", "unheard-of"), "");
		}
		try (RawDatagramClient client = new RawDatagramClient(udpPort)) {
			client.send(99, 0, Map.of(), "nonsense");
		}
		for (String destination : new String[] { LOSSY, AUTO }) {
			echo(template.to(destination).payload(new byte[20_000]));
			for (int i = 0; i < 5; i++) {
				echo(template.to(destination).payload("short"));
			}
		}
		template.toSession("nobody").payload("push").send();
		assertThatExceptionOfType(VstpErrorException.class).isThrownBy(
				() -> template.to("demo").header("sensor-id", "odd").payload("no object").exchange(byte[].class));
		assertThatThrownBy(() -> template.to(NOWHERE).header("op", "echo").timeout(AT_ONCE).exchange(String.class))
			.isInstanceOfAny(VstpConnectionException.class, VstpTimeoutException.class);
	}

	// So much gets lost that now and then all that is sent again does, too.
	private static void echo(VstpCall call) {
		try {
			call.header("op", "echo").timeout(TIMEOUT).exchange(byte[].class);
		}
		catch (VstpTimeoutException ex) {
			logger.info("An echo got lost", ex);
		}
	}

	private void sendNonsense(int port) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes());
			socket.getInputStream().readAllBytes();
		}
	}

	private void sendDamaged(int port) throws IOException {
		byte[] frame = new RawFrame(RawFrame.DATA, 0, Map.of("op", "echo"), new byte[1]).encode();
		frame[frame.length - 1]++;
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.getOutputStream().write(frame);
			socket.getInputStream().readAllBytes();
		}
	}

	@Override
	public void close() {
		this.tcp.close();
		this.udp.close();
	}

}
