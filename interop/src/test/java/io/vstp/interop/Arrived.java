package io.vstp.interop;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

import io.vstp.frame.Frame;

/**
 * A frame that has arrived, on either side, so that both can be compared.
 *
 * @param type its type
 * @param headers names and values in turn, in the order of the wire
 * @param length bytes of the payload
 * @param crc CRC-32 of the payload
 * @param text the payload if it is short, else empty
 */
record Arrived(String type, List<String> headers, int length, long crc, String text) {

	private static final int MAX_TEXT = 512;

	static Arrived of(Frame frame) {
		return of(frame.type().name(), headers(frame), frame.payloadBytes());
	}

	static Arrived of(String type, List<String> headers, byte[] payload) {
		CRC32 crc = new CRC32();
		crc.update(payload);
		String text = (payload.length <= MAX_TEXT) ? new String(payload, StandardCharsets.UTF_8) : "";
		return new Arrived(type, headers, payload.length, crc.getValue(), text);
	}

	private static List<String> headers(Frame frame) {
		List<String> headers = new ArrayList<>();
		frame.headers().forEach((name, value) -> {
			headers.add(name);
			headers.add(value);
		});
		return headers;
	}

	/**
	 * Returns the bytes that stand for a payload of a length, on both sides.
	 * @param size the length
	 * @return new bytes
	 */
	static byte[] pattern(int size) {
		byte[] bytes = new byte[size];
		for (int i = 0; i < size; i++) {
			bytes[i] = (byte) (i % 251 + i / 1009);
		}
		return bytes;
	}

	/**
	 * Says whether the payload is the one that stands for its length.
	 * @param size the length
	 * @return whether it is
	 */
	boolean isPattern(int size) {
		return this.length == size && this.crc == of("", List.of(), pattern(size)).crc;
	}

	String header(String name) {
		for (int i = 0; i < this.headers.size(); i += 2) {
			if (this.headers.get(i).equals(name)) {
				return this.headers.get(i + 1);
			}
		}
		return null;
	}

}
