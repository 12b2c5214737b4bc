package io.vstp.spring.client;

import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.messaging.Message;

/**
 * The calls of a {@link VstpCall} for Reactor, see {@link VstpCall#reactive()}. Each
 * subscription makes the call anew, on the thread that subscribes; signals come on the
 * template's executor. To cancel the subscription ends the call: nothing waits for its
 * answer any more, but a frame that has left is not taken back. Failures are those of
 * {@link VstpCall}.
 */
public interface ReactiveVstpCall {

	/**
	 * Does what {@link VstpCall#send()} does.
	 * @return complete when the frame is written to the socket
	 */
	Mono<Void> send();

	/**
	 * Does what {@link VstpCall#sendWithAck()} does.
	 * @return complete when the server has acknowledged the frame
	 */
	Mono<Void> sendWithAck();

	/**
	 * Does what {@link VstpCall#exchange(Class)} does.
	 * @param <T> the type of the reply
	 * @param replyType what to convert the payload of the reply to, as there
	 * @return the converted payload; empty for {@link Void}
	 */
	<T> Mono<T> exchange(Class<T> replyType);

	/**
	 * Does what {@link VstpCall#exchange(ParameterizedTypeReference)} does.
	 * @param <T> the type of the reply
	 * @param replyType what to convert the payload of the reply to
	 * @return the converted payload
	 */
	<T> Mono<T> exchange(ParameterizedTypeReference<T> replyType);

	/**
	 * Does what {@link VstpCall#exchangeForMessage(Class)} does.
	 * @param <T> the type of the reply
	 * @param replyType what to convert the payload of the reply to
	 * @return the converted payload with the headers of the reply
	 */
	<T> Mono<Message<T>> exchangeForMessage(Class<T> replyType);

	/**
	 * Does what {@link VstpCall#exchangeForMessage(ParameterizedTypeReference)} does.
	 * @param <T> the type of the reply
	 * @param replyType what to convert the payload of the reply to
	 * @return the converted payload with the headers of the reply
	 */
	<T> Mono<Message<T>> exchangeForMessage(ParameterizedTypeReference<T> replyType);

}
