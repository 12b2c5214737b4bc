package io.vstp.spring.client;

import java.lang.reflect.Type;

import io.netty.util.ReferenceCountUtil;
import io.netty.util.ReferenceCounted;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.messaging.Message;

/**
 * Makes an asynchronous call for each subscription.
 */
final class DefaultReactiveVstpCall implements ReactiveVstpCall {

	/** Where Micrometer puts what a call is a part of. */
	private static final String OBSERVATION = "micrometer.observation";

	private final DefaultVstpCall call;

	/**
	 * Creates this.
	 * @param call what to do, which nobody changes any more
	 */
	DefaultReactiveVstpCall(DefaultVstpCall call) {
		this.call = call;
	}

	@Override
	public Mono<Void> send() {
		return mono(VstpCallKind.SEND, Void.class);
	}

	@Override
	public Mono<Void> sendWithAck() {
		return mono(VstpCallKind.SEND_WITH_ACK, Void.class);
	}

	@Override
	public <T> Mono<T> exchange(Class<T> replyType) {
		return mono(VstpCallKind.EXCHANGE, replyType);
	}

	@Override
	public <T> Mono<T> exchange(ParameterizedTypeReference<T> replyType) {
		return mono(VstpCallKind.EXCHANGE, replyType.getType());
	}

	@Override
	public <T> Mono<Message<T>> exchangeForMessage(Class<T> replyType) {
		return mono(VstpCallKind.EXCHANGE, DefaultVstpCall.messageOf(replyType));
	}

	@Override
	public <T> Mono<Message<T>> exchangeForMessage(ParameterizedTypeReference<T> replyType) {
		return mono(VstpCallKind.EXCHANGE, DefaultVstpCall.messageOf(replyType.getType()));
	}

	private <T> Mono<T> mono(VstpCallKind kind, Type replyType) {
		return Mono.<T>deferContextual((context) -> {
			Object parent = context.getOrDefault(OBSERVATION, null);
			return Mono.fromFuture(() -> this.call.async(kind, replyType, parent));
		}).doOnDiscard(ReferenceCounted.class, ReferenceCountUtil::release);
	}

}
