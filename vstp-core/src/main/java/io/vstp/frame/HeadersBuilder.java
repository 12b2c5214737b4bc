package io.vstp.frame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Puts {@link Headers} together. Not for use by several threads at once.
 */
public final class HeadersBuilder {

	private byte[] section;

	private int length;

	private int count;

	HeadersBuilder() {
		this.section = new byte[64];
	}

	HeadersBuilder(byte[] section, int count) {
		this.section = Arrays.copyOf(section, section.length + 64);
		this.length = section.length;
		this.count = count;
	}

	/**
	 * Adds a header at the end.
	 * @param name its name
	 * @param value its value
	 * @return this builder
	 * @throws IllegalArgumentException if one of them is longer than 255 bytes in UTF-8
	 */
	public HeadersBuilder add(String name, String value) {
		return add(name.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Adds a header at the end. The bytes are copied.
	 * @param name its name
	 * @param value its value
	 * @return this builder
	 * @throws IllegalArgumentException if one of them is longer than 255 bytes
	 */
	public HeadersBuilder add(byte[] name, byte[] value) {
		check("The name", name, name);
		check("The value", name, value);
		int end = this.length + 2 + name.length + value.length;
		makeRoom(end);
		this.section[this.length] = (byte) name.length;
		this.section[this.length + 1] = (byte) value.length;
		System.arraycopy(name, 0, this.section, this.length + 2, name.length);
		System.arraycopy(value, 0, this.section, this.length + 2 + name.length, value.length);
		this.length = end;
		this.count++;
		return this;
	}

	/**
	 * Adds all headers of another set at the end, as the bytes they are.
	 * @param headers what to add
	 * @return this builder
	 */
	public HeadersBuilder addAll(Headers headers) {
		int end = this.length + headers.byteLength();
		makeRoom(end);
		headers.copyTo(this.section, this.length);
		this.length = end;
		this.count += headers.size();
		return this;
	}

	/**
	 * Adds the first header of a name of another set at the end, as the bytes it is;
	 * nothing where there is none. What need not be UTF-8, as an id, comes through
	 * unchanged, which it would not by way of a {@code String}.
	 * @param name its name
	 * @param from where to look for it
	 * @return this builder
	 */
	public HeadersBuilder copy(String name, Headers from) {
		int position = from.position(name);
		if (position >= 0) {
			int end = this.length + from.entryLength(position);
			makeRoom(end);
			from.copyEntryTo(position, this.section, this.length);
			this.length = end;
			this.count++;
		}
		return this;
	}

	/**
	 * Removes all headers of a name, then adds one at the end.
	 * @param name its name
	 * @param value its value
	 * @return this builder
	 * @throws IllegalArgumentException if one of them is longer than 255 bytes in UTF-8
	 */
	public HeadersBuilder set(String name, String value) {
		return remove(name).add(name, value);
	}

	/**
	 * Removes all headers of a name.
	 * @param name the name
	 * @return this builder
	 */
	public HeadersBuilder remove(String name) {
		byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
		int position = 0;
		while (position < this.length) {
			int nameEnd = position + 2 + (this.section[position] & 0xFF);
			int end = nameEnd + (this.section[position + 1] & 0xFF);
			if (Arrays.equals(this.section, position + 2, nameEnd, bytes, 0, bytes.length)) {
				System.arraycopy(this.section, end, this.section, position, this.length - end);
				this.length -= end - position;
				this.count--;
			}
			else {
				position = end;
			}
		}
		return this;
	}

	/**
	 * Returns the headers.
	 * @return immutable headers; the builder may be used further
	 */
	public Headers build() {
		return (this.count == 0) ? Headers.EMPTY : new Headers(Arrays.copyOf(this.section, this.length), this.count);
	}

	private void makeRoom(int end) {
		if (end > this.section.length) {
			this.section = Arrays.copyOf(this.section, Math.max(end, 2 * this.section.length));
		}
	}

	private static void check(String what, byte[] name, byte[] bytes) {
		if (bytes.length > Headers.MAX_ELEMENT_LENGTH) {
			throw new IllegalArgumentException("%s of header '%s' is %d bytes long, but the limit is %d bytes"
				.formatted(what, abbreviate(name), bytes.length, Headers.MAX_ELEMENT_LENGTH));
		}
	}

	private static String abbreviate(byte[] name) {
		String text = new String(name, StandardCharsets.UTF_8);
		return (text.length() > 40) ? text.substring(0, 40) + "..." : text;
	}

}
