package io.vstp.spring.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MimeType;

/**
 * A frame for sessions of this application's server that have not asked for it, in the
 * making: see {@link VstpTemplate#toSession}, {@link VstpTemplate#toSessions} and
 * {@link VstpTemplate#broadcast}. Not for use by several threads at once. It may be sent
 * more than once unless its payload is a buffer, which it takes over.
 * <p>
 * The payload is converted once, and all sessions share its bytes. No session waits for
 * another one: who is slow, so that more than the high-water mark waits for it, is passed
 * over as {@link VstpPushOutcome#OVERLOADED}. What became of it is told for each session
 * by the result and not by an exception. All methods that send throw, the asynchronous
 * ones by their future:
 * <ul>
 * <li>{@link IllegalStateException}: this application has no VSTP server that listens
 * <li>{@link IllegalArgumentException}: there are too many headers, or among them is a
 * {@code correlation-id}: a client would take the frame for a late reply and drop it
 * <li>{@link org.springframework.messaging.converter.MessageConversionException}: the
 * payload cannot be converted
 * </ul>
 */
public interface VstpPush {

	/**
	 * Adds a header. A name may be given more than once.
	 * @param name its name, at most 255 bytes in UTF-8
	 * @param value its value: a {@code byte[]} as it is, anything else by its
	 * {@code toString()}; at most 255 bytes in UTF-8
	 * @return this push
	 * @throws IllegalArgumentException if name or value is too long
	 */
	VstpPush header(String name, Object value);

	/**
	 * Adds headers.
	 * @param headers what to add
	 * @return this push
	 */
	VstpPush headers(Headers headers);

	/**
	 * Changes the headers of this push.
	 * @param headers adds, sets or removes
	 * @return this push
	 */
	VstpPush headers(Consumer<HeadersBuilder> headers);

	/**
	 * Sets the {@code content-type}, which chooses the converter of the payload; by
	 * default the type of the payload does.
	 * @param contentType the media type
	 * @return this push
	 */
	default VstpPush contentType(MimeType contentType) {
		return contentType(contentType.toString());
	}

	/**
	 * Sets the {@code content-type}, which chooses the converter of the payload; by
	 * default the type of the payload does.
	 * @param contentType the media type, for instance {@code application/json}
	 * @return this push
	 */
	VstpPush contentType(String contentType);

	/**
	 * Sets the payload; by default it is empty.
	 * @param payload what a converter turns into bytes, or {@code null} for an empty
	 * payload
	 * @return this push
	 */
	VstpPush payload(@Nullable Object payload);

	/**
	 * Sets how long {@link #sendAsync()} waits for the frame to be written, and
	 * {@link #sendWithAck()} for the ACK; default 5 s.
	 * @param timeout above 0
	 * @return this push
	 */
	VstpPush timeout(Duration timeout);

	/**
	 * Hands the frame to each session, and waits for none of them. May be called on an
	 * event loop.
	 * @return for each session whether it has taken the frame
	 */
	VstpPushResult send();

	/**
	 * Hands the frame to each session.
	 * @return completed, on the template's executor, when the frame was written for each
	 * that has taken it, at the latest after the timeout
	 */
	CompletableFuture<VstpPushResult> sendAsync();

	/**
	 * Hands the frame to each session, and returns once each that has taken it has also
	 * acknowledged it, at the latest after the timeout. Must not be called on an event
	 * loop.
	 * @return for each session whether the frame was acknowledged
	 */
	VstpPushResult sendWithAck();

	/**
	 * Does what {@link #sendWithAck()} does without waiting.
	 * @return completed on the template's executor
	 */
	CompletableFuture<VstpPushResult> sendWithAckAsync();

}
