package io.vstp.frame;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a frame, immutable, in the order of the wire; a name may occur more than
 * once. They are kept as the bytes of the header section (docs/protocol.md, "A frame"):
 * nothing is decoded before somebody asks for it, and encoding is a copy.
 * <p>
 * Names and values are bytes, UTF-8 by habit, at most 255 bytes each. Names are compared
 * byte by byte.
 */
public final class Headers {

	/** No headers. */
	public static final Headers EMPTY = new Headers(new byte[0], 0);

	/** The most bytes that a name or a value can have. */
	public static final int MAX_ELEMENT_LENGTH = 255;

	/** What {@link #getNumber} returns where there is no such header. */
	public static final long ABSENT = -1;

	/** What {@link #getNumber} returns where the value is not a number. */
	public static final long NOT_A_NUMBER = -2;

	private static final int MAX_DIGITS = 10;

	private final byte[] section;

	private final int count;

	Headers(byte[] section, int count) {
		this.section = section;
		this.count = count;
	}

	/**
	 * Returns headers with the given names and values.
	 * @param namesAndValues name, value, name, value, and so on
	 * @return the headers
	 * @throws IllegalArgumentException if a name or value is longer than 255 bytes, or
	 * the number of strings is odd
	 */
	public static Headers of(String... namesAndValues) {
		if (namesAndValues.length % 2 != 0) {
			throw new IllegalArgumentException("Names and values must come in pairs");
		}
		HeadersBuilder builder = new HeadersBuilder();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			builder.add(namesAndValues[i], namesAndValues[i + 1]);
		}
		return builder.build();
	}

	/**
	 * Reads a header section. The bytes are copied.
	 * @param in where the section begins; its reader index moves behind the section
	 * @param length bytes of the section
	 * @param maxHeaders how many headers are accepted
	 * @return the headers, or {@code null} if a header runs past the section or there are
	 * too many
	 */
	public static @Nullable Headers read(ByteBuf in, int length, int maxHeaders) {
		if (length == 0) {
			return EMPTY;
		}
		byte[] section = new byte[length];
		in.readBytes(section);
		int position = 0;
		int count = 0;
		while (position < length) {
			if (length - position < 2 || ++count > maxHeaders) {
				return null;
			}
			position += 2 + (section[position] & 0xFF) + (section[position + 1] & 0xFF);
		}
		return (position == length) ? new Headers(section, count) : null;
	}

	/**
	 * Returns a builder that starts without headers.
	 * @return a new builder
	 */
	public static HeadersBuilder builder() {
		return new HeadersBuilder();
	}

	/**
	 * Returns a builder that starts with these headers.
	 * @return a new builder
	 */
	public HeadersBuilder toBuilder() {
		return new HeadersBuilder(this.section, this.count);
	}

	/**
	 * Returns these headers with one more at the end.
	 * @param name its name
	 * @param value its value
	 * @return new headers
	 */
	public Headers with(String name, String value) {
		return toBuilder().add(name, value).build();
	}

	/**
	 * Returns these headers with a number at the end, in decimal digits. Copies the
	 * section once and allocates nothing else.
	 * @param name the header's name, in ASCII
	 * @param value its value, not negative
	 * @return new headers
	 */
	public Headers withNumber(String name, long value) {
		int digits = digits(value);
		int start = this.section.length;
		byte[] extended = Arrays.copyOf(this.section, start + 2 + name.length() + digits);
		extended[start] = (byte) name.length();
		extended[start + 1] = (byte) digits;
		for (int i = 0; i < name.length(); i++) {
			extended[start + 2 + i] = (byte) name.charAt(i);
		}
		long rest = value;
		for (int i = extended.length - 1; i >= extended.length - digits; i--) {
			extended[i] = (byte) ('0' + rest % 10);
			rest /= 10;
		}
		return new Headers(extended, this.count + 1);
	}

	private static int digits(long value) {
		int digits = 1;
		for (long rest = value / 10; rest > 0; rest /= 10) {
			digits++;
		}
		return digits;
	}

	/**
	 * Returns the first value of a header.
	 * @param name the name
	 * @return the value read as UTF-8, or {@code null} if there is no such header
	 */
	public @Nullable String get(String name) {
		int position = find(name, 0);
		return (position >= 0) ? string(valueStart(position), valueLength(position)) : null;
	}

	/**
	 * Returns the first value of a header as it came.
	 * @param name the name
	 * @return a copy of the bytes, or {@code null} if there is no such header
	 */
	public byte @Nullable [] getBytes(String name) {
		int position = find(name, 0);
		if (position < 0) {
			return null;
		}
		int start = valueStart(position);
		return Arrays.copyOfRange(this.section, start, start + valueLength(position));
	}

	/**
	 * Returns all values of a header.
	 * @param name the name
	 * @return the values read as UTF-8, in the order of the wire; empty if there is none
	 */
	public List<String> getAll(String name) {
		List<String> values = new ArrayList<>();
		for (int position = find(name, 0); position >= 0; position = find(name, next(position))) {
			values.add(string(valueStart(position), valueLength(position)));
		}
		return values;
	}

	/**
	 * Returns the first value of a header as a number. Allocates nothing for ASCII names.
	 * @param name the name
	 * @return the number, {@link #ABSENT}, or {@link #NOT_A_NUMBER} if the value is
	 * anything but 1 to 10 decimal digits
	 */
	public long getNumber(String name) {
		int position = find(name, 0);
		if (position < 0) {
			return ABSENT;
		}
		int length = valueLength(position);
		if (length == 0 || length > MAX_DIGITS) {
			return NOT_A_NUMBER;
		}
		long number = 0;
		int start = valueStart(position);
		for (int i = start; i < start + length; i++) {
			int digit = this.section[i] - '0';
			if (digit < 0 || digit > 9) {
				return NOT_A_NUMBER;
			}
			number = 10 * number + digit;
		}
		return number;
	}

	/**
	 * Says whether there is a header of that name. Allocates nothing for ASCII names.
	 * @param name the name
	 * @return whether it is there
	 */
	public boolean contains(String name) {
		return find(name, 0) >= 0;
	}

	/**
	 * Calls the consumer for each header, in the order of the wire, read as UTF-8.
	 * @param consumer takes name and value
	 */
	public void forEach(BiConsumer<String, String> consumer) {
		for (int position = 0; position < this.section.length; position = next(position)) {
			int nameLength = this.section[position] & 0xFF;
			consumer.accept(string(position + 2, nameLength), string(valueStart(position), valueLength(position)));
		}
	}

	/**
	 * Returns the headers as a map; where a name repeats, with its first value.
	 * @return a new map in the order of the wire
	 */
	public Map<String, String> toMap() {
		Map<String, String> map = new LinkedHashMap<>();
		forEach(map::putIfAbsent);
		return map;
	}

	/**
	 * Returns how many headers there are.
	 * @return the number
	 */
	public int size() {
		return this.count;
	}

	/**
	 * Says whether there is none.
	 * @return whether there is none
	 */
	public boolean isEmpty() {
		return this.count == 0;
	}

	/**
	 * Returns the length of the header section.
	 * @return bytes; more than 65,535 does not fit into a frame
	 */
	public int byteLength() {
		return this.section.length;
	}

	/**
	 * Writes the header section.
	 * @param out where to
	 */
	public void writeTo(ByteBuf out) {
		out.writeBytes(this.section);
	}

	void copyTo(byte[] target, int position) {
		System.arraycopy(this.section, 0, target, position, this.section.length);
	}

	/**
	 * Returns where the first header of a name begins in the section.
	 * @param name the name
	 * @return the position, or -1 if there is no such header
	 */
	int position(String name) {
		return find(name, 0);
	}

	int entryLength(int position) {
		return next(position) - position;
	}

	void copyEntryTo(int from, byte[] target, int position) {
		System.arraycopy(this.section, from, target, position, entryLength(from));
	}

	private int find(String name, int from) {
		int length = name.length();
		for (int position = from; position < this.section.length; position = next(position)) {
			if ((this.section[position] & 0xFF) == length && matches(name, position + 2)) {
				return position;
			}
		}
		return isAscii(name) ? -1 : findUtf8(name.getBytes(StandardCharsets.UTF_8), from);
	}

	private boolean matches(String name, int start) {
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			if (c >= 0x80 || this.section[start + i] != (byte) c) {
				return false;
			}
		}
		return true;
	}

	private int findUtf8(byte[] name, int from) {
		for (int position = from; position < this.section.length; position = next(position)) {
			int end = position + 2 + (this.section[position] & 0xFF);
			if (Arrays.equals(this.section, position + 2, end, name, 0, name.length)) {
				return position;
			}
		}
		return -1;
	}

	private static boolean isAscii(String name) {
		for (int i = 0; i < name.length(); i++) {
			if (name.charAt(i) >= 0x80) {
				return false;
			}
		}
		return true;
	}

	private int valueStart(int position) {
		return position + 2 + (this.section[position] & 0xFF);
	}

	private int valueLength(int position) {
		return this.section[position + 1] & 0xFF;
	}

	private int next(int position) {
		return valueStart(position) + valueLength(position);
	}

	private String string(int start, int length) {
		return new String(this.section, start, length, StandardCharsets.UTF_8);
	}

	@Override
	public boolean equals(Object other) {
		return this == other || (other instanceof Headers headers && Arrays.equals(this.section, headers.section));
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.section);
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("{");
		forEach((name, value) -> text.append((text.length() > 1) ? ", " : "").append(name).append('=').append(value));
		return text.append('}').toString();
	}

}
