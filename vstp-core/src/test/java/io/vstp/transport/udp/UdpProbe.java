package io.vstp.transport.udp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.test.Part1Frame;

/**
 * A plain socket that sends what it is told and says what comes back.
 */
final class UdpProbe implements AutoCloseable {

	/** For how long nothing has to come until nothing is expected any more. */
	static final int QUIET_MILLIS = 300;

	private static final int TIMEOUT_MILLIS = 10_000;

	private final DatagramSocket socket;

	private final SocketAddress server;

	private final DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);

	private long sentBytes;

	private long receivedBytes;

	UdpProbe(SocketAddress server) throws IOException {
		this.socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
		this.socket.setReceiveBufferSize(4 * 1024 * 1024);
		this.server = server;
	}

	static Part1Frame frame(FrameType type, int flags, byte[] payload, String... namesAndValues) {
		return Part1Frame.data(payload, namesAndValues).withType(type).withFlags(flags);
	}

	static Part1Frame ack(Object msgId) {
		return new Part1Frame(FrameType.ACK, FrameFlags.NONE, Map.of("msg-id", msgId.toString()), new byte[0]);
	}

	UdpProbe send(byte[] datagram) throws IOException {
		this.socket.send(new DatagramPacket(datagram, datagram.length, this.server));
		this.sentBytes += datagram.length;
		return this;
	}

	UdpProbe send(Part1Frame frame) throws IOException {
		return send(frame.encode());
	}

	/**
	 * Waits for a datagram.
	 * @return what it holds
	 * @throws IOException if none comes in ten seconds
	 */
	Part1Frame receive() throws IOException {
		return Part1Frame.decode(receive(TIMEOUT_MILLIS));
	}

	private byte[] receive(int millis) throws IOException {
		this.socket.setSoTimeout(millis);
		this.packet.setLength(65_536);
		this.socket.receive(this.packet);
		this.receivedBytes += this.packet.getLength();
		return Arrays.copyOf(this.packet.getData(), this.packet.getLength());
	}

	/**
	 * Takes what comes until there is silence.
	 * @return as text, for comparison
	 * @throws IOException if the socket is broken
	 */
	List<String> drain() throws IOException {
		List<String> received = new ArrayList<>();
		while (true) {
			try {
				received.add(Part1Frame.decode(receive(QUIET_MILLIS)).toString());
			}
			catch (SocketTimeoutException ex) {
				return received;
			}
		}
	}

	/**
	 * Waits for a datagram, however late, and takes what comes behind it until there is
	 * silence.
	 * @return as text, for comparison
	 * @throws IOException if none comes in ten seconds
	 */
	List<String> receiveAll() throws IOException {
		List<String> received = new ArrayList<>();
		received.add(receive().toString());
		received.addAll(drain());
		return received;
	}

	long sentBytes() {
		return this.sentBytes;
	}

	long receivedBytes() {
		return this.receivedBytes;
	}

	SocketAddress address() {
		return this.socket.getLocalSocketAddress();
	}

	@Override
	public void close() {
		this.socket.close();
	}

}
