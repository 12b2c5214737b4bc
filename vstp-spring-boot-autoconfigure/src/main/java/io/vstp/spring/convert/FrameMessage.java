package io.vstp.spring.convert;

import io.vstp.frame.Frame;
import io.vstp.transport.VstpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;

/**
 * A frame as a message. What Spring's argument resolvers get: one that needs more than
 * payload and headers finds the frame and the session here. The payload is copied and the
 * headers are decoded when they are first asked for, which for the payload must be before
 * the frame is released. Not for use by several threads at once.
 * <p>
 * Each header of the frame is a header of the message; of one that repeats, all values
 * are among the native headers. So are {@code id} and {@code timestamp}, to which Spring
 * gives another meaning. {@code content-type} is found as {@code contentType} too.
 */
public final class FrameMessage implements Message<byte[]> {

	private final Frame frame;

	private final @Nullable VstpSession session;

	private byte @Nullable [] payload;

	private @Nullable MessageHeaders headers;

	public FrameMessage(Frame frame, @Nullable VstpSession session) {
		this.frame = frame;
		this.session = session;
	}

	/**
	 * Returns the frame. It is not retained.
	 * @return the frame
	 */
	public Frame frame() {
		return this.frame;
	}

	/**
	 * Returns the session by which the frame came.
	 * @return the session, or {@code null} if it is not known
	 */
	public @Nullable VstpSession session() {
		return this.session;
	}

	@Override
	public byte[] getPayload() {
		byte[] result = this.payload;
		if (result == null) {
			result = this.frame.payloadBytes();
			this.payload = result;
		}
		return result;
	}

	@Override
	public MessageHeaders getHeaders() {
		MessageHeaders result = this.headers;
		if (result == null) {
			result = FrameMessageHeaders.of(this.frame.headers(), null);
			this.headers = result;
		}
		return result;
	}

	@Override
	public String toString() {
		return this.frame.toString();
	}

}
