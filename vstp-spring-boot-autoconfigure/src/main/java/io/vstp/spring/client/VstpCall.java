package io.vstp.spring.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;
import io.vstp.frame.Transport;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.messaging.Message;
import org.springframework.util.MimeType;

/**
 * A call in the making, see {@link VstpTemplate#to}. Not for use by several threads at
 * once. It may be made more than once unless its payload is a buffer or a frame, which
 * the first call takes over; see {@link #payloadFrom}.
 * <p>
 * Every call ends within its timeout, counted from the wait for a connection to the
 * answer, with all retries: in a result or in an exception. Nothing is sent twice unless
 * a retry policy says so. All methods that make the call report the same failures, the
 * asynchronous ones by their future:
 * <ul>
 * <li>{@link io.vstp.transport.VstpErrorException}: the server answered ERR; a subclass
 * for each code, for instance {@link io.vstp.transport.VstpNoHandlerException}
 * <li>{@link io.vstp.transport.VstpTimeoutException}: no answer in time; the server may
 * have handled the frame
 * <li>{@link io.vstp.transport.VstpConnectionException}: no connection, or it was lost;
 * in the first case a {@link io.vstp.transport.VstpUnreachableException}
 * <li>{@link io.vstp.transport.VstpOverloadedException}: too much is under way here
 * <li>{@link io.vstp.frame.FrameTooLargeException}: the frame is longer than a limit
 * <li>{@link org.springframework.messaging.converter.MessageConversionException}: the
 * payload or the reply cannot be converted
 * </ul>
 * To cancel a future ends the call: nothing waits for its answer any more, but a frame
 * that has left is not taken back. The blocking methods must not be called on an event
 * loop and throw an {@link IllegalStateException} there. When their thread is interrupted
 * they throw a {@link io.vstp.frame.VstpException} and leave the interrupt flag set.
 */
public interface VstpCall {

	/**
	 * Adds a header. A name may be given more than once.
	 * @param name its name, at most 255 bytes in UTF-8
	 * @param value its value: a {@code byte[]} as it is, anything else by its
	 * {@code toString()}; at most 255 bytes in UTF-8
	 * @return this call
	 * @throws IllegalArgumentException if name or value is too long
	 */
	VstpCall header(String name, Object value);

	/**
	 * Adds headers.
	 * @param headers what to add
	 * @return this call
	 */
	VstpCall headers(Headers headers);

	/**
	 * Changes the headers of this call.
	 * @param headers adds, sets or removes
	 * @return this call
	 */
	VstpCall headers(Consumer<HeadersBuilder> headers);

	/**
	 * Sets the {@code content-type}, which chooses the converter of the payload; by
	 * default the type of the payload does.
	 * @param contentType the media type
	 * @return this call
	 */
	default VstpCall contentType(MimeType contentType) {
		return contentType(contentType.toString());
	}

	/**
	 * Sets the {@code content-type}, which chooses the converter of the payload; by
	 * default the type of the payload does.
	 * @param contentType the media type, for instance {@code application/json}
	 * @return this call
	 */
	VstpCall contentType(String contentType);

	/**
	 * Sets the payload; by default it is empty.
	 * @param payload what a converter turns into bytes; a {@link io.vstp.frame.Frame},
	 * whose headers are added where this call has none of their name; or {@code null} for
	 * an empty payload
	 * @return this call
	 */
	VstpCall payload(@Nullable Object payload);

	/**
	 * Sets who makes the payload, each time that the call is made. So a call whose
	 * payload is a buffer can be made more than once; retries use the payload of the
	 * first attempt.
	 * @param payload returns what {@link #payload} takes
	 * @return this call
	 */
	VstpCall payloadFrom(Supplier<?> payload);

	/**
	 * Sets when the call is tried again after a failure, instead of what
	 * {@code vstp.client.destinations.NAME.retry} says. Nothing waits on a thread between
	 * the attempts. All attempts together have the time of the call. The policy's
	 * {@code shouldRetry} is called on event loops and must not block.
	 * <p>
	 * {@link VstpRetry#unhandled()} makes policies that leave it at once at the most.
	 * With any other the server may handle the frame more than once.
	 * @param policy the policy
	 * @return this call
	 */
	VstpCall retry(RetryPolicy policy);

	/**
	 * Sets how long a single attempt may take, so that the call has time for another one
	 * where its retry policy takes timeouts; by default as long as the call has left.
	 * @param timeout above 0
	 * @return this call
	 */
	VstpCall attemptTimeout(Duration timeout);

	/**
	 * Sets how long the call may take; by default the destination's {@code call-timeout}.
	 * @param timeout above 0
	 * @return this call
	 */
	VstpCall timeout(Duration timeout);

	/**
	 * Sets what carries the call; by default the destination's {@code transport} says it.
	 * A call by UDP to a destination with TLS fails with an
	 * {@link IllegalArgumentException}.
	 * @param transport the transport
	 * @return this call
	 */
	VstpCall transport(Transport transport);

	/**
	 * Sends and returns once the frame is written to the socket, which does not say that
	 * the server has it.
	 */
	void send();

	/**
	 * Sends, and returns once the server has acknowledged the frame.
	 */
	void sendWithAck();

	/**
	 * Sends a request and returns its reply.
	 * @param <T> the type of the reply
	 * @param replyType what to convert the payload of the reply to; {@code byte[]} and
	 * {@code String} take any payload, other types none that is empty; {@link Void} drops
	 * it and returns {@code null}; {@link io.vstp.frame.Frame} is the reply as it came,
	 * which is the caller's to release; an {@link java.util.Optional} is empty when the
	 * payload is
	 * @return the converted payload
	 */
	<T> T exchange(Class<T> replyType);

	/**
	 * Sends a request and returns its reply.
	 * @param <T> the type of the reply
	 * @param replyType what to convert the payload of the reply to
	 * @return the converted payload
	 */
	<T> T exchange(ParameterizedTypeReference<T> replyType);

	/**
	 * Sends a request and returns its reply with its headers.
	 * @param <T> the type of the reply
	 * @param replyType what to convert the payload of the reply to, as in
	 * {@link #exchange(Class)}, but not {@link Void}
	 * @return the converted payload with the headers of the reply
	 */
	<T> Message<T> exchangeForMessage(Class<T> replyType);

	/**
	 * Sends a request and returns its reply with its headers.
	 * @param <T> the type of the reply
	 * @param replyType what to convert the payload of the reply to
	 * @return the converted payload with the headers of the reply
	 */
	<T> Message<T> exchangeForMessage(ParameterizedTypeReference<T> replyType);

	/**
	 * Does what {@link #send()} does without waiting.
	 * @return completed, on the template's executor, when the frame is written
	 */
	CompletableFuture<Void> sendAsync();

	/**
	 * Does what {@link #sendWithAck()} does without waiting.
	 * @return completed, on the template's executor, when the frame is acknowledged
	 */
	CompletableFuture<Void> sendWithAckAsync();

	/**
	 * Does what {@link #exchange(Class)} does without waiting.
	 * @param <T> the type of the reply
	 * @param replyType what to convert the payload of the reply to, as there
	 * @return completed, on the template's executor, with the converted payload
	 */
	<T> CompletableFuture<T> exchangeAsync(Class<T> replyType);

	/**
	 * Does what {@link #exchange(ParameterizedTypeReference)} does without waiting.
	 * @param <T> the type of the reply
	 * @param replyType what to convert the payload of the reply to
	 * @return completed, on the template's executor, with the converted payload
	 */
	<T> CompletableFuture<T> exchangeAsync(ParameterizedTypeReference<T> replyType);

	/**
	 * Does what {@link #exchangeForMessage(Class)} does without waiting.
	 * @param <T> the type of the reply
	 * @param replyType what to convert the payload of the reply to
	 * @return completed, on the template's executor, with the message
	 */
	<T> CompletableFuture<Message<T>> exchangeForMessageAsync(Class<T> replyType);

	/**
	 * Does what {@link #exchangeForMessage(ParameterizedTypeReference)} does without
	 * waiting.
	 * @param <T> the type of the reply
	 * @param replyType what to convert the payload of the reply to
	 * @return completed, on the template's executor, with the message
	 */
	<T> CompletableFuture<Message<T>> exchangeForMessageAsync(ParameterizedTypeReference<T> replyType);

	/**
	 * Returns this call as it is now for Reactor, which must be on the class path.
	 * @return makes the call with each subscription
	 */
	ReactiveVstpCall reactive();

}
