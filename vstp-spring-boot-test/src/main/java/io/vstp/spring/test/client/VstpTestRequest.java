package io.vstp.spring.test.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;
import io.vstp.transport.Checks;
import org.jspecify.annotations.Nullable;

/**
 * A request in the making. Not for use by several threads at once.
 * <p>
 * What ends in an answer of the peer, an error included, ends in a result. Whatever else
 * comes is thrown: a {@link io.vstp.transport.VstpTimeoutException} if no answer came in
 * time, a {@link io.vstp.transport.VstpConnectionException} if there is no server, and a
 * {@link org.springframework.messaging.converter.MessageConversionException} if the
 * payload of the request cannot be converted.
 */
public final class VstpTestRequest {

	private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

	private final TestPeer peer;

	private final HeadersBuilder headers = Headers.builder();

	private FrameType type = FrameType.DATA;

	private Duration timeout = DEFAULT_TIMEOUT;

	private @Nullable Object payload;

	VstpTestRequest(TestPeer peer) {
		this.peer = peer;
	}

	/**
	 * Adds a header. A name may be given more than once.
	 * @param name its name, at most 255 bytes in UTF-8
	 * @param value its value: a {@code byte[]} as it is, anything else by its
	 * {@code toString()}; at most 255 bytes in UTF-8
	 * @return this request
	 * @throws IllegalArgumentException if name or value is too long
	 */
	public VstpTestRequest header(String name, Object value) {
		if (value instanceof byte[] bytes) {
			this.headers.add(name.getBytes(StandardCharsets.UTF_8), bytes);
		}
		else {
			this.headers.add(name, value.toString());
		}
		return this;
	}

	/**
	 * Changes the headers of this request.
	 * @param headers adds, sets or removes
	 * @return this request
	 */
	public VstpTestRequest headers(Consumer<HeadersBuilder> headers) {
		headers.accept(this.headers);
		return this;
	}

	/**
	 * Sets the {@code content-type}, which chooses the converter of the payload; by
	 * default the type of the payload does.
	 * @param contentType the media type
	 * @return this request
	 */
	public VstpTestRequest contentType(String contentType) {
		this.headers.set(HeaderNames.CONTENT_TYPE, contentType);
		return this;
	}

	/**
	 * Sets the payload; by default it is empty.
	 * @param payload bytes or text as they are, or what a converter turns into bytes;
	 * {@code null} for an empty payload
	 * @return this request
	 */
	public VstpTestRequest payload(@Nullable Object payload) {
		this.payload = payload;
		return this;
	}

	/**
	 * Sets the type of the frame; by default DATA. Types other than DATA and those of the
	 * application's own are the protocol's, and no matter of handlers over a socket.
	 * @param type the type
	 * @return this request
	 */
	public VstpTestRequest type(FrameType type) {
		this.type = type;
		return this;
	}

	/**
	 * Sets how long to wait for an answer, or without a network for the handler's end; by
	 * default 5 seconds.
	 * @param timeout above 0
	 * @return this request
	 */
	public VstpTestRequest timeout(Duration timeout) {
		this.timeout = Checks.positive("timeout", timeout);
		return this;
	}

	/**
	 * Sends without asking for anything. Over a socket it returns when the frame is
	 * written; without a network when the handler has ended.
	 */
	public void send() {
		this.peer.send(frame(), this.timeout);
	}

	/**
	 * Sends, and waits for the ACK; without a network also for the handler's end.
	 * @return an acknowledgement or an error
	 */
	public VstpTestResult sendWithAck() {
		return this.peer.sendWithAck(frame(), this.timeout);
	}

	/**
	 * Sends, and waits for the answer.
	 * @return a reply, none, or an error
	 */
	public VstpTestResult exchange() {
		return this.peer.exchange(frame(), this.timeout);
	}

	private Frame frame() {
		Headers headers = this.headers.build();
		return (this.payload != null) ? this.peer.converters().toFrame(this.type, this.payload, headers)
				: Frame.of(this.type, headers);
	}

}
