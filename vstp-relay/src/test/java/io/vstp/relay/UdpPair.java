package io.vstp.relay;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A client and a server with a relay between them, for the tests of the relay. Sends
 * numbered datagrams.
 */
final class UdpPair implements AutoCloseable {

	/** So many at a time, since nothing else keeps the receiver from losing some. */
	private static final int WINDOW = 200;

	private static final int QUIET_MILLIS = 100;

	private static final long PATIENCE_NANOS = 10_000_000_000L;

	private final DatagramSocket server = open();

	private final DatagramSocket client = open();

	private final UdpRelay relay;

	private InetSocketAddress peer;

	UdpPair(Customizer customizer) throws IOException {
		this.relay = customizer.customize(UdpRelay.builder((InetSocketAddress) this.server.getLocalSocketAddress()))
			.start();
	}

	UdpRelay relay() {
		return this.relay;
	}

	void sendToServer(byte[] content) throws IOException {
		this.client.send(new DatagramPacket(content, content.length, this.relay.address()));
	}

	void sendToClient(byte[] content) throws IOException {
		this.server.send(new DatagramPacket(content, content.length, this.peer));
	}

	/**
	 * Receives one datagram.
	 * @param millis how long to wait
	 * @return its content, or {@code null} if none comes
	 * @throws IOException if the socket is broken
	 */
	byte[] receiveAtServer(int millis) throws IOException {
		return receive(this.server, millis);
	}

	byte[] receiveAtClient(int millis) throws IOException {
		return receive(this.client, millis);
	}

	/**
	 * Sends numbers, 0 to count - 1, and receives what arrives of them until there is
	 * silence.
	 * @param count how many
	 * @return the numbers in the order of their arrival
	 * @throws IOException if a socket is broken
	 */
	List<Integer> numbers(int count) throws IOException {
		List<Integer> arrived = new ArrayList<>();
		long before = this.relay.toServer().forwarded();
		for (int i = 0; i < count;) {
			int end = Math.min(count, i + WINDOW);
			long accounted = this.relay.toServer().received() + end - i;
			for (; i < end; i++) {
				sendToServer(ByteBuffer.allocate(20).putInt(i).array());
			}
			while (this.relay.toServer().received() < accounted) {
				Thread.onSpinWait();
			}
			drain(arrived, 1);
		}
		// Silence alone may mean that the relay has not had its turn yet.
		long start = System.nanoTime();
		do {
			drain(arrived, QUIET_MILLIS);
		}
		while ((isOnItsWay() || arrived.size() < this.relay.toServer().forwarded() - before)
				&& System.nanoTime() - start < PATIENCE_NANOS);
		return arrived;
	}

	private boolean isOnItsWay() {
		UdpLeg leg = this.relay.toServer();
		return leg.received() + leg.duplicated() > leg.forwarded() + leg.dropped();
	}

	private void drain(List<Integer> arrived, int millis) throws IOException {
		for (byte[] content = receiveAtServer(millis); content != null; content = receiveAtServer(millis)) {
			arrived.add(ByteBuffer.wrap(content).getInt());
		}
	}

	private byte[] receive(DatagramSocket socket, int millis) throws IOException {
		DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
		socket.setSoTimeout(millis);
		try {
			socket.receive(packet);
		}
		catch (SocketTimeoutException ex) {
			return null;
		}
		if (socket == this.server) {
			this.peer = (InetSocketAddress) packet.getSocketAddress();
		}
		return Arrays.copyOf(packet.getData(), packet.getLength());
	}

	private static DatagramSocket open() throws IOException {
		DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
		socket.setReceiveBufferSize(4 * 1024 * 1024);
		return socket;
	}

	@Override
	public void close() throws IOException {
		this.relay.close();
		this.server.close();
		this.client.close();
	}

	/**
	 * Sets what a relay is to do.
	 */
	interface Customizer {

		UdpRelay.Builder customize(UdpRelay.Builder builder);

	}

}
