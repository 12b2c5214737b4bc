package io.vstp.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;

/**
 * The test data of the protocol, as measured on the published crate.
 */
final class Vectors {

	private static final HexFormat HEX = HexFormat.of();

	private Vectors() {
	}

	static List<Valid> frames() {
		return rows("/frames.tsv").stream()
			.map((row) -> new Valid(row[0], HEX.parseHex(row[1]), frame(row[2])))
			.toList();
	}

	static List<Hostile> hostile() {
		return rows("/hostile.tsv").stream().map((row) -> new Hostile(row[0], HEX.parseHex(row[1]), row[2])).toList();
	}

	static List<Capture> captures() {
		return rows("/udp-captures.tsv").stream()
			.map((row) -> new Capture(row[0] + " " + row[1], HEX.parseHex(row[2])))
			.toList();
	}

	private static List<String[]> rows(String resource) {
		try (InputStream in = Vectors.class.getResourceAsStream(resource)) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.startsWith("#"))
				.map((line) -> line.split("\t", -1))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static DecodedFrame frame(String fields) {
		String[] parts = fields.split(";", -1);
		FrameType type = FrameType.valueOf(value("type", parts[0]).toUpperCase(Locale.ROOT));
		int flags = Integer.parseInt(value("flags", parts[1]), 16);
		return new DecodedFrame(type, flags, headers(value("headers", parts[2])),
				ByteBuffer.wrap(HEX.parseHex(value("payload", parts[3]))));
	}

	private static Headers headers(String text) {
		HeadersBuilder headers = Headers.builder();
		if (!text.isEmpty()) {
			for (String header : text.split(",", -1)) {
				String[] parts = header.split(":", -1);
				headers.add(HEX.parseHex(parts[0]), HEX.parseHex(parts[1]));
			}
		}
		return headers.build();
	}

	private static String value(String name, String field) {
		if (!field.startsWith(name + "=")) {
			throw new IllegalStateException("Expected %s in '%s'".formatted(name, field));
		}
		return field.substring(name.length() + 1);
	}

	/**
	 * A row of frames.tsv.
	 *
	 * @param name the row's name
	 * @param bytes the frame on the wire
	 * @param frame its fields
	 */
	record Valid(String name, byte[] bytes, DecodedFrame frame) {

		@Override
		public String toString() {
			return this.name;
		}

	}

	/**
	 * A row of hostile.tsv.
	 *
	 * @param name the row's name
	 * @param bytes what comes in
	 * @param answer what is expected of us
	 */
	record Hostile(String name, byte[] bytes, String answer) {

		@Override
		public String toString() {
			return this.name;
		}

	}

	/**
	 * A row of udp-captures.tsv.
	 *
	 * @param name the scenario and the number of the datagram
	 * @param bytes the datagram as the crate's client sent it
	 */
	record Capture(String name, byte[] bytes) {

		int payloadLength() {
			return ByteBuffer.wrap(this.bytes).getInt(7);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
