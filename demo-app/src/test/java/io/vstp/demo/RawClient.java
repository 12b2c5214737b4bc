package io.vstp.demo;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A client that shares no code with the library: frames are put together and taken apart
 * here, as docs/protocol.md describes them.
 */
final class RawClient implements Closeable {

	static final int HELLO = 1;

	static final int WELCOME = 2;

	static final int DATA = 3;

	static final int ACK = 7;

	static final int ERR = 8;

	static final int REQ_ACK = 0x01;

	private final Socket socket;

	private final DataInputStream in;

	RawClient(int port) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setSoTimeout(10_000);
		this.socket.setTcpNoDelay(true);
		this.in = new DataInputStream(this.socket.getInputStream());
	}

	RawClient hello() throws IOException {
		send(HELLO, 0, Map.of(), new byte[0]);
		if (receive().type() != WELCOME) {
			throw new IOException("No WELCOME");
		}
		return this;
	}

	RawFrame exchange(Map<String, String> headers, byte[] payload) throws IOException {
		send(DATA, 0, headers, payload);
		return receive();
	}

	RawFrame exchange(Map<String, String> headers, String payload) throws IOException {
		return exchange(headers, payload.getBytes(StandardCharsets.UTF_8));
	}

	void send(int type, int flags, Map<String, String> headers, byte[] payload) throws IOException {
		ByteBuffer frame = ByteBuffer.allocate(70_000 + payload.length);
		frame.put((byte) 'V').put((byte) 'T').put((byte) 1).put((byte) type).put((byte) flags).position(11);
		headers.forEach((name, value) -> put(frame, name, value));
		frame.order(ByteOrder.LITTLE_ENDIAN).putShort(5, (short) (frame.position() - 11));
		frame.order(ByteOrder.BIG_ENDIAN).putInt(7, payload.length).put(payload);
		frame.putInt(crc(frame.array(), frame.position()));
		this.socket.getOutputStream().write(frame.array(), 0, frame.position());
	}

	RawFrame receive() throws IOException {
		ByteBuffer preamble = ByteBuffer.wrap(this.in.readNBytes(11));
		int headerLength = preamble.order(ByteOrder.LITTLE_ENDIAN).getShort(5) & 0xFFFF;
		int payloadLength = preamble.order(ByteOrder.BIG_ENDIAN).getInt(7);
		byte[] section = this.in.readNBytes(headerLength);
		byte[] payload = this.in.readNBytes(payloadLength);
		int trailer = this.in.readInt();
		byte[] all = ByteBuffer.allocate(11 + headerLength + payloadLength)
			.put(preamble.array())
			.put(section)
			.put(payload)
			.array();
		if (trailer != crc(all, all.length)) {
			throw new IOException("The CRC is wrong");
		}
		return new RawFrame(preamble.get(3), headers(ByteBuffer.wrap(section)), payload);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private static void put(ByteBuffer frame, String name, String value) {
		byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
		byte[] valueBytes = value.getBytes(StandardCharsets.UTF_8);
		frame.put((byte) nameBytes.length).put((byte) valueBytes.length).put(nameBytes).put(valueBytes);
	}

	private static Map<String, String> headers(ByteBuffer section) {
		Map<String, String> headers = new LinkedHashMap<>();
		while (section.hasRemaining()) {
			byte[] name = new byte[section.get() & 0xFF];
			byte[] value = new byte[section.get() & 0xFF];
			section.get(name).get(value);
			headers.put(new String(name, StandardCharsets.UTF_8), new String(value, StandardCharsets.UTF_8));
		}
		return headers;
	}

	private static int crc(byte[] bytes, int length) {
		CRC32 crc = new CRC32();
		crc.update(bytes, 0, length);
		return (int) crc.getValue();
	}

	/**
	 * A frame that came.
	 */
	record RawFrame(int type, Map<String, String> headers, byte[] payload) {

		String text() {
			return new String(this.payload, StandardCharsets.UTF_8);
		}

	}

}
