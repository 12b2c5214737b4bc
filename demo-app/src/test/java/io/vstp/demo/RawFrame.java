package io.vstp.demo;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A frame, put together and taken apart without the library, as docs/protocol.md
 * describes it.
 *
 * @param type its type
 * @param flags its flags
 * @param headers its headers
 * @param payload its payload
 */
record RawFrame(int type, int flags, Map<String, String> headers, byte[] payload) {

	static final int HELLO = 1;

	static final int WELCOME = 2;

	static final int DATA = 3;

	static final int ACK = 7;

	static final int ERR = 8;

	static final int REQ_ACK = 0x01;

	String text() {
		return new String(this.payload, StandardCharsets.UTF_8);
	}

	byte[] encode() {
		ByteBuffer frame = ByteBuffer.allocate(70_000 + this.payload.length);
		frame.put((byte) 'V').put((byte) 'T').put((byte) 1).put((byte) this.type).put((byte) this.flags).position(11);
		this.headers.forEach((name, value) -> put(frame, name, value));
		frame.order(ByteOrder.LITTLE_ENDIAN).putShort(5, (short) (frame.position() - 11));
		frame.order(ByteOrder.BIG_ENDIAN).putInt(7, this.payload.length).put(this.payload);
		frame.putInt(crc(frame.array(), frame.position()));
		return Arrays.copyOf(frame.array(), frame.position());
	}

	static RawFrame decode(byte[] datagram) throws IOException {
		return read(new DataInputStream(new ByteArrayInputStream(datagram)));
	}

	static RawFrame read(DataInputStream in) throws IOException {
		ByteBuffer preamble = ByteBuffer.wrap(in.readNBytes(11));
		int headerLength = preamble.order(ByteOrder.LITTLE_ENDIAN).getShort(5) & 0xFFFF;
		int payloadLength = preamble.order(ByteOrder.BIG_ENDIAN).getInt(7);
		byte[] section = in.readNBytes(headerLength);
		byte[] payload = in.readNBytes(payloadLength);
		int trailer = in.readInt();
		byte[] all = ByteBuffer.allocate(11 + headerLength + payloadLength)
			.put(preamble.array())
			.put(section)
			.put(payload)
			.array();
		if (trailer != crc(all, all.length)) {
			throw new IOException("The CRC is wrong");
		}
		return new RawFrame(preamble.get(3), preamble.get(4), headers(ByteBuffer.wrap(section)), payload);
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

}
