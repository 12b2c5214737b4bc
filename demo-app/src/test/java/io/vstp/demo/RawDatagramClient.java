package io.vstp.demo;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * A client over UDP that shares no code with the library.
 */
final class RawDatagramClient implements Closeable {

	private static final int MAX_DATAGRAM = 65_535;

	private final DatagramSocket socket;

	RawDatagramClient(int port) throws IOException {
		this.socket = new DatagramSocket();
		this.socket.connect(InetAddress.getLoopbackAddress(), port);
		this.socket.setSoTimeout(10_000);
	}

	void send(int type, int flags, Map<String, String> headers, String payload) throws IOException {
		byte[] datagram = new RawFrame(type, flags, headers, payload.getBytes(StandardCharsets.UTF_8)).encode();
		this.socket.send(new DatagramPacket(datagram, datagram.length));
	}

	RawFrame receive() throws IOException {
		DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
		this.socket.receive(packet);
		return RawFrame.decode(Arrays.copyOf(packet.getData(), packet.getLength()));
	}

	@Override
	public void close() {
		this.socket.close();
	}

}
