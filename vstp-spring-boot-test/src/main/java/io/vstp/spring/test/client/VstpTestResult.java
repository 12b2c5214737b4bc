package io.vstp.spring.test.client;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.spring.convert.VstpMessageConverters;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * What came of a request of a {@link VstpTestClient}. Immutable, and holds no buffer.
 * AssertJ's {@code assertThat} makes a {@link VstpTestResultAssert} of it.
 */
public final class VstpTestResult implements AssertProvider<VstpTestResultAssert> {

	private final Kind kind;

	private final boolean acknowledged;

	private final Headers headers;

	private final byte[] payload;

	private final VstpMessageConverters converters;

	private VstpTestResult(Kind kind, boolean acknowledged, Headers headers, byte[] payload,
			VstpMessageConverters converters) {
		this.kind = kind;
		this.acknowledged = acknowledged;
		this.headers = headers;
		this.payload = payload;
		this.converters = converters;
	}

	static VstpTestResult of(Kind kind, boolean acknowledged, Frame frame, VstpMessageConverters converters) {
		return new VstpTestResult(kind, acknowledged, frame.headers(), frame.payloadBytes(), converters);
	}

	static VstpTestResult of(Kind kind, boolean acknowledged, Headers headers, VstpMessageConverters converters) {
		return new VstpTestResult(kind, acknowledged, headers, new byte[0], converters);
	}

	Kind kind() {
		return this.kind;
	}

	/**
	 * Says whether the frame was acknowledged: the ACK came, or a reply, before which a
	 * server that is asked for both sends the ACK.
	 * @return whether it was
	 */
	public boolean isAcknowledged() {
		return this.acknowledged;
	}

	/**
	 * Returns the headers of the reply or of the error.
	 * @return the headers; empty where neither came
	 */
	public Headers headers() {
		return this.headers;
	}

	/**
	 * Returns the payload of the reply.
	 * @return a copy of its bytes; empty where none came
	 */
	public byte[] payload() {
		return this.payload.clone();
	}

	/**
	 * Returns the payload of the reply as text.
	 * @return the payload read as UTF-8
	 */
	public String text() {
		return new String(this.payload, StandardCharsets.UTF_8);
	}

	/**
	 * Converts the payload of the reply as the template does.
	 * @param <T> what is read
	 * @param type the type to read
	 * @return the object
	 * @throws org.springframework.messaging.converter.MessageConversionException if the
	 * payload is not of this type
	 */
	@SuppressWarnings("TypeParameterUnusedInFormals")
	public <T> T payloadAs(Type type) {
		return this.converters.fromFrame(Frame.data(this.headers, this.payload), type);
	}

	/**
	 * Returns what was wrong.
	 * @return the code; {@code null} if there was no error, or the peer uses a code of
	 * its own
	 */
	public @Nullable ErrorCode errorCode() {
		return ErrorCode.ofCode(errorCodeText());
	}

	@Nullable String errorCodeText() {
		return (this.kind == Kind.ERROR) ? this.headers.get(HeaderNames.CODE) : null;
	}

	@Nullable String errorMessage() {
		return (this.kind == Kind.ERROR) ? this.headers.get(HeaderNames.MESSAGE) : null;
	}

	@Override
	public VstpTestResultAssert assertThat() {
		return new VstpTestResultAssert(this);
	}

	@Override
	public String toString() {
		return switch (this.kind) {
			case REPLY, PUSH -> "%s with headers %s and payload of %d bytes%s"
				.formatted((this.kind == Kind.REPLY) ? "reply" : "push", this.headers, this.payload.length, preview());
			case ERROR -> "error %s: %s".formatted(errorCodeText(), errorMessage());
			case ACKNOWLEDGED -> FrameType.ACK + " without a reply";
			case NONE -> "no reply";
		};
	}

	private String preview() {
		return (this.payload.length == 0 || this.payload.length > 1_000) ? "" : " (" + text() + ")";
	}

	/**
	 * What came.
	 */
	enum Kind {

		/** A reply with headers or payload. */
		REPLY,

		/** An ERR frame. */
		ERROR,

		/** An ACK, and nothing else was waited for. */
		ACKNOWLEDGED,

		/** The handler ended without a reply. */
		NONE,

		/** A frame that nobody had asked for. */
		PUSH

	}

}
