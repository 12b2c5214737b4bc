package io.vstp.frame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Frames of the protocol's own that answer others.
 */
public final class AnswerFrames {

	private AnswerFrames() {
	}

	/**
	 * Returns the ACK for a frame (docs/protocol.md, "Acknowledgement").
	 * @param headers the frame's headers
	 * @return an ACK with its {@code msg-id} byte by byte, where it has one
	 */
	public static Frame ack(Headers headers) {
		return Frame.of(FrameType.ACK, Headers.builder().copy(HeaderNames.MSG_ID, headers).build());
	}

	/**
	 * Returns what answers a PING (docs/protocol.md, "Keepalive").
	 * @param ping the PING; taken over
	 * @return an ACK where it wants one, else a PONG with its headers and payload
	 */
	public static Frame toPing(Frame ping) {
		if (ping.has(FrameFlags.REQ_ACK)) {
			ping.release();
			return ack(ping.headers());
		}
		return Frame.of(FrameType.PONG, FrameFlags.NONE, ping.headers(), ping.payload());
	}

	/**
	 * Returns an ERR frame (docs/protocol.md, "Errors").
	 * @param code what is wrong
	 * @param message what is wrong, for people; cut to 255 bytes, between two characters
	 * @param cause the headers of the frame that it answers, or none
	 * @return an ERR with the frame's {@code correlation-id}, {@code msg-id} and
	 * {@code frag-id} byte by byte, where it has them
	 */
	public static Frame error(ErrorCode code, String message, Headers cause) {
		return error(code.code(), message, Headers.EMPTY, cause);
	}

	/**
	 * Returns an ERR frame that says more than the protocol asks for.
	 * @param code what is wrong, at most 255 bytes
	 * @param message what is wrong, for people; cut to 255 bytes, between two characters
	 * @param details further headers; none that an ERR has anyway
	 * @param cause the headers of the frame that it answers, or none
	 * @return an ERR with the frame's {@code correlation-id}, {@code msg-id} and
	 * {@code frag-id} byte by byte, where it has them
	 */
	public static Frame error(String code, String message, Headers details, Headers cause) {
		HeadersBuilder headers = Headers.builder()
			.add(HeaderNames.CODE, code)
			.add(HeaderNames.MESSAGE.getBytes(StandardCharsets.UTF_8), cut(message))
			.copy(HeaderNames.CORRELATION_ID, cause)
			.copy(HeaderNames.MSG_ID, cause)
			.copy(HeaderNames.FRAG_ID, cause)
			.addAll(details);
		return Frame.of(FrameType.ERR, headers.build());
	}

	private static byte[] cut(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		if (bytes.length <= Headers.MAX_ELEMENT_LENGTH) {
			return bytes;
		}
		int end = Headers.MAX_ELEMENT_LENGTH;
		while ((bytes[end] & 0xC0) == 0x80) {
			end--;
		}
		return Arrays.copyOf(bytes, end);
	}

}
