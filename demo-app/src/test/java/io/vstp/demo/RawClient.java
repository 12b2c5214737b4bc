package io.vstp.demo;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A client over TCP that shares no code with the library.
 */
final class RawClient implements Closeable {

	private final Socket socket;

	private final DataInputStream in;

	RawClient(int port) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setSoTimeout(10_000);
		this.socket.setTcpNoDelay(true);
		this.in = new DataInputStream(this.socket.getInputStream());
	}

	int localPort() {
		return this.socket.getLocalPort();
	}

	RawClient hello() throws IOException {
		send(RawFrame.HELLO, 0, Map.of(), new byte[0]);
		if (receive().type() != RawFrame.WELCOME) {
			throw new IOException("No WELCOME");
		}
		return this;
	}

	RawFrame exchange(Map<String, String> headers, byte[] payload) throws IOException {
		send(RawFrame.DATA, 0, headers, payload);
		return receive();
	}

	RawFrame exchange(Map<String, String> headers, String payload) throws IOException {
		return exchange(headers, payload.getBytes(StandardCharsets.UTF_8));
	}

	void send(int type, int flags, Map<String, String> headers, byte[] payload) throws IOException {
		this.socket.getOutputStream().write(new RawFrame(type, flags, headers, payload).encode());
	}

	boolean isEnded() throws IOException {
		return this.in.read() < 0;
	}

	RawFrame receive() throws IOException {
		return RawFrame.read(this.in);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
