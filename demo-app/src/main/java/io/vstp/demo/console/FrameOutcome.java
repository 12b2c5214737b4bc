package io.vstp.demo.console;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.transport.VstpErrorException;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a frame.
 *
 * @param outcome {@code reply}, {@code acknowledged}, {@code sent}, {@code error} where
 * the server has answered ERR, or {@code failed}
 * @param millis how long it took
 * @param headers those of the reply or of the ERR
 * @param payload the beginning of the reply's payload, or {@code null}
 * @param payloadLength how many bytes the reply's payload has
 * @param message what went wrong, or {@code null}
 */
@JsonInclude(Include.NON_NULL)
record FrameOutcome(String outcome, double millis, List<HeaderLine> headers, @Nullable String payload,
		int payloadLength, @Nullable String message) {

	private static final int MAX_SHOWN = 4096;

	static FrameOutcome of(String outcome, double millis) {
		return new FrameOutcome(outcome, millis, List.of(), null, 0, null);
	}

	static FrameOutcome reply(Frame reply, double millis) {
		return new FrameOutcome("reply", millis, lines(reply.headers()), text(reply.payload()),
				reply.payload().readableBytes(), null);
	}

	static FrameOutcome failure(RuntimeException failure, double millis) {
		if (failure instanceof VstpErrorException error) {
			return new FrameOutcome("error", millis, lines(error.headers()), null, 0, error.getMessage());
		}
		return new FrameOutcome("failed", millis, List.of(), null, 0, String.valueOf(failure.getMessage()));
	}

	private static List<HeaderLine> lines(Headers headers) {
		List<HeaderLine> lines = new ArrayList<>();
		headers.forEach((name, value) -> lines.add(new HeaderLine(name, value)));
		return lines;
	}

	private static String text(ByteBuf payload) {
		ByteBuf shown = payload.slice(payload.readerIndex(), shownBytes(payload));
		return ByteBufUtil.isText(shown, StandardCharsets.UTF_8) ? shown.toString(StandardCharsets.UTF_8)
				: HexFormat.ofDelimiter(" ").formatHex(ByteBufUtil.getBytes(shown));
	}

	// No character is cut in two, or text would be taken for bytes.
	private static int shownBytes(ByteBuf payload) {
		if (payload.readableBytes() <= MAX_SHOWN) {
			return payload.readableBytes();
		}
		int end = MAX_SHOWN;
		while (end > MAX_SHOWN - 3 && (payload.getByte(payload.readerIndex() + end) & 0xC0) == 0x80) {
			end--;
		}
		return end;
	}

	/**
	 * A header.
	 *
	 * @param name its name
	 * @param value its value
	 */
	record HeaderLine(String name, String value) {

	}

}
