package io.vstp.transport;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.VstpException;
import org.jspecify.annotations.Nullable;

/**
 * The peer answered with an ERR frame (docs/protocol.md, "Errors").
 */
public class VstpErrorException extends VstpException {

	private final Headers headers;

	public VstpErrorException(String peer, Headers headers) {
		super(describe(peer, headers));
		this.headers = headers;
	}

	/**
	 * Returns an exception for an ERR frame. The frame is not released.
	 * @param peer whose it is
	 * @param frame the frame
	 * @return the exception
	 */
	public static VstpErrorException of(String peer, Frame frame) {
		return new VstpErrorException(peer, frame.headers());
	}

	/**
	 * Returns what was wrong.
	 * @return the code, or {@code null} if the peer uses one of its own
	 */
	public @Nullable ErrorCode code() {
		return ErrorCode.ofCode(codeText());
	}

	/**
	 * Returns what was wrong, as the peer says it.
	 * @return the {@code code} header, or {@code null} if there is none
	 */
	public @Nullable String codeText() {
		return this.headers.get(HeaderNames.CODE);
	}

	/**
	 * Returns the request that the peer answers.
	 * @return the {@code correlation-id} header, or {@code null} if there is none
	 */
	public @Nullable String correlationId() {
		return this.headers.get(HeaderNames.CORRELATION_ID);
	}

	/**
	 * Returns all headers of the ERR frame.
	 * @return the headers
	 */
	public Headers headers() {
		return this.headers;
	}

	private static String describe(String peer, Headers headers) {
		StringBuilder text = new StringBuilder(peer).append(" answered ").append(headers.get(HeaderNames.CODE));
		append(text, ", correlation-id ", headers.get(HeaderNames.CORRELATION_ID));
		append(text, ", msg-id ", headers.get(HeaderNames.MSG_ID));
		append(text, ": ", headers.get(HeaderNames.MESSAGE));
		return text.toString();
	}

	private static void append(StringBuilder text, String label, @Nullable String value) {
		if (value != null) {
			text.append(label).append(value);
		}
	}

}
