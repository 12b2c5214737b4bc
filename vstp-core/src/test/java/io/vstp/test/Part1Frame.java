package io.vstp.test;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;

/**
 * A frame as part 1 of the protocol knows it, read and written with nothing of ours: CRC
 * always there, no reserved flag, no name twice.
 *
 * @param type its type
 * @param flags bits of {@link FrameFlags}
 * @param headers its headers, in the order of the wire
 * @param payload its payload
 */
public record Part1Frame(FrameType type, int flags, Map<String, String> headers, byte[] payload) {

	private static final int OVERHEAD = 15;

	/**
	 * Returns a DATA frame without flags.
	 * @param payload its payload
	 * @param namesAndValues name, value, name, value, and so on
	 * @return the frame
	 */
	public static Part1Frame data(byte[] payload, String... namesAndValues) {
		Map<String, String> headers = new LinkedHashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			headers.put(namesAndValues[i], namesAndValues[i + 1]);
		}
		return new Part1Frame(FrameType.DATA, FrameFlags.NONE, headers, payload);
	}

	/**
	 * Reads a datagram.
	 * @param datagram all of it
	 * @return the frame
	 * @throws IllegalArgumentException if anything is not as part 1 says
	 */
	public static Part1Frame decode(byte[] datagram) {
		check(datagram.length >= OVERHEAD, "a datagram of %d bytes", datagram.length);
		ByteBuffer in = ByteBuffer.wrap(datagram);
		int magic = in.getShort();
		check(magic == 0x5654, "magic %04x", magic);
		int version = in.get();
		check(version == 1, "version %d", version);
		int type = in.get();
		check(FrameType.ofCode(type) != null, "type %d", type);
		int flags = in.get();
		check((flags & ~FrameFlags.KNOWN) == 0, "reserved bits in the flags %02x", flags);
		int headerLength = in.order(ByteOrder.LITTLE_ENDIAN).getShort() & 0xFFFF;
		long payloadLength = in.order(ByteOrder.BIG_ENDIAN).getInt() & 0xFFFFFFFFL;
		check(OVERHEAD + headerLength + payloadLength == datagram.length,
				"%d bytes of headers and %d of payload in a datagram of %d", headerLength, payloadLength,
				datagram.length);
		int crc = in.getInt(datagram.length - 4);
		check(crc == crc(datagram, datagram.length - 4), "CRC %08x", crc);
		Map<String, String> headers = headers(in, in.position() + headerLength);
		byte[] payload = new byte[(int) payloadLength];
		in.get(payload);
		return new Part1Frame(FrameType.ofCode(type), flags, headers, payload);
	}

	private static Map<String, String> headers(ByteBuffer in, int end) {
		Map<String, String> headers = new LinkedHashMap<>();
		while (in.position() < end) {
			check(end - in.position() >= 2, "a header section that ends within a header");
			int nameLength = in.get() & 0xFF;
			int valueLength = in.get() & 0xFF;
			check(end - in.position() >= nameLength + valueLength, "a header that runs past the section");
			String name = text(in, nameLength);
			check(headers.put(name, text(in, valueLength)) == null, "header %s twice", name);
		}
		return headers;
	}

	private static String text(ByteBuffer in, int length) {
		byte[] bytes = new byte[length];
		in.get(bytes);
		return new String(bytes, StandardCharsets.UTF_8);
	}

	/**
	 * Writes this frame.
	 * @return the datagram
	 */
	public byte[] encode() {
		byte[] section = section();
		ByteBuffer out = ByteBuffer.allocate(OVERHEAD + section.length + this.payload.length);
		out.putShort((short) 0x5654).put((byte) 1).put((byte) this.type.code()).put((byte) this.flags);
		out.order(ByteOrder.LITTLE_ENDIAN).putShort((short) section.length);
		out.order(ByteOrder.BIG_ENDIAN).putInt(this.payload.length).put(section).put(this.payload);
		return out.putInt(crc(out.array(), out.position())).array();
	}

	private byte[] section() {
		ByteArrayOutputStream section = new ByteArrayOutputStream();
		this.headers.forEach((name, value) -> {
			byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
			byte[] valueBytes = value.getBytes(StandardCharsets.UTF_8);
			section.write(nameBytes.length);
			section.write(valueBytes.length);
			section.writeBytes(nameBytes);
			section.writeBytes(valueBytes);
		});
		return section.toByteArray();
	}

	/**
	 * Says whether a flag is set.
	 * @param flag a bit of {@link FrameFlags}
	 * @return whether it is set
	 */
	public boolean has(int flag) {
		return (this.flags & flag) != 0;
	}

	public Part1Frame withType(FrameType newType) {
		return new Part1Frame(newType, this.flags, this.headers, this.payload);
	}

	public Part1Frame withFlags(int newFlags) {
		return new Part1Frame(this.type, newFlags, this.headers, this.payload);
	}

	public Part1Frame withPayload(byte[] newPayload) {
		return new Part1Frame(this.type, this.flags, this.headers, newPayload);
	}

	public Part1Frame withHeader(String name, Object value) {
		Map<String, String> more = new LinkedHashMap<>(this.headers);
		more.put(name, value.toString());
		return new Part1Frame(this.type, this.flags, more, this.payload);
	}

	public Part1Frame withoutHeader(String name) {
		Map<String, String> less = new LinkedHashMap<>(this.headers);
		less.remove(name);
		return new Part1Frame(this.type, this.flags, less, this.payload);
	}

	private static int crc(byte[] bytes, int length) {
		CRC32 crc = new CRC32();
		crc.update(bytes, 0, length);
		return (int) crc.getValue();
	}

	static void check(boolean condition, String problem, Object... details) {
		if (!condition) {
			throw new IllegalArgumentException(problem.formatted(details));
		}
	}

	@Override
	public String toString() {
		return "%s flags=%s headers=%s payload=%d bytes".formatted(this.type, FrameFlags.toString(this.flags),
				this.headers, this.payload.length);
	}

}
