package io.vstp.transport;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.VstpException;
import org.jspecify.annotations.Nullable;

/**
 * The peer answered with an ERR frame (docs/protocol.md, "Errors"). There is a subclass
 * for each {@link ErrorCode}.
 */
public class VstpErrorException extends VstpException {

	private final Headers headers;

	/**
	 * Creates an exception for an ERR frame.
	 * @param peer who answered
	 * @param headers the headers of the ERR
	 */
	protected VstpErrorException(String peer, Headers headers) {
		super(describe(peer, headers));
		this.headers = headers;
	}

	/**
	 * Returns the exception for an ERR frame.
	 * @param peer who answered
	 * @param headers the headers of the ERR
	 * @return the subclass that belongs to its code; this class itself for a code that is
	 * none of {@link ErrorCode}
	 */
	public static VstpErrorException of(String peer, Headers headers) {
		ErrorCode code = ErrorCode.ofCode(headers.get(HeaderNames.CODE));
		if (code == null) {
			return new VstpErrorException(peer, headers);
		}
		return switch (code) {
			case MALFORMED -> new VstpMalformedException(peer, headers);
			case UNSUPPORTED_VERSION -> new VstpUnsupportedVersionException(peer, headers);
			case TOO_LARGE -> new VstpTooLargeException(peer, headers);
			case NO_HANDLER -> new VstpNoHandlerException(peer, headers);
			case INVALID_PAYLOAD -> new VstpInvalidPayloadException(peer, headers);
			case HANDLER_FAILED -> new VstpHandlerFailedException(peer, headers);
			case OVERLOADED -> new VstpPeerOverloadedException(peer, headers);
			case UNAUTHORIZED -> new VstpUnauthorizedException(peer, headers);
			case SHUTTING_DOWN -> new VstpShuttingDownException(peer, headers);
			case OUTCOME_UNKNOWN -> new VstpOutcomeUnknownException(peer, headers);
		};
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
