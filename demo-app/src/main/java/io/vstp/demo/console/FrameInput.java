package io.vstp.demo.console;

import java.util.List;

import io.vstp.demo.web.Inputs;
import io.vstp.demo.web.InvalidInputException;
import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A frame as somebody writes it.
 *
 * @param transport {@code tcp}, {@code udp} or {@code auto}
 * @param kind {@code request}, {@code ack} or {@code plain}
 * @param headers one {@code name=value} on each line
 * @param payload text
 */
record FrameInput(@Nullable String transport, @Nullable String kind, @Nullable String headers,
		@Nullable String payload) {

	static final List<String> TRANSPORTS = List.of("tcp", "udp", "auto");

	static final List<String> KINDS = List.of("request", "ack", "plain");

	private static final int MAX_HEADERS = 32;

	private static final int MAX_PAYLOAD = 64 * 1024;

	String checkedTransport() {
		return Inputs.oneOf("transport", this.transport, TRANSPORTS);
	}

	String checkedKind() {
		return Inputs.oneOf("kind", this.kind, KINDS);
	}

	Headers checkedHeaders() {
		HeadersBuilder builder = Headers.builder();
		List<String> lines = (this.headers != null) ? this.headers.lines().filter((line) -> !line.isBlank()).toList()
				: List.of();
		if (lines.size() > MAX_HEADERS) {
			throw new InvalidInputException(
					"There are %d headers, and %d at most may be".formatted(lines.size(), MAX_HEADERS));
		}
		lines.forEach((line) -> add(line, builder));
		return builder.build();
	}

	private static void add(String line, HeadersBuilder headers) {
		int equals = line.indexOf('=');
		if (equals <= 0) {
			throw new InvalidInputException("Header '%s' is not of the form name=value".formatted(shorten(line)));
		}
		try {
			headers.add(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidInputException("Header '%s': %s".formatted(shorten(line), ex.getMessage()));
		}
	}

	String checkedPayload() {
		String text = (this.payload != null) ? this.payload : "";
		if (text.length() > MAX_PAYLOAD) {
			throw new InvalidInputException(
					"The payload has %d characters, and %d at most may be".formatted(text.length(), MAX_PAYLOAD));
		}
		return text;
	}

	private static String shorten(String line) {
		return (line.length() > 40) ? line.substring(0, 40) + "…" : line;
	}

}
