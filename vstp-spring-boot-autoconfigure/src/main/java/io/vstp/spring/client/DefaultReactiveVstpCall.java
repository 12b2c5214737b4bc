package io.vstp.spring.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.netty.util.ReferenceCountUtil;
import io.netty.util.ReferenceCounted;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.messaging.Message;

/**
 * Makes an asynchronous call for each subscription.
 */
final class DefaultReactiveVstpCall implements ReactiveVstpCall {

	private final VstpCall call;

	/**
	 * Creates this.
	 * @param call what to do, which nobody changes any more
	 */
	DefaultReactiveVstpCall(VstpCall call) {
		this.call = call;
	}

	@Override
	public Mono<Void> send() {
		return mono(this.call::sendAsync);
	}

	@Override
	public Mono<Void> sendWithAck() {
		return mono(this.call::sendWithAckAsync);
	}

	@Override
	public <T> Mono<T> exchange(Class<T> replyType) {
		return mono(() -> this.call.exchangeAsync(replyType));
	}

	@Override
	public <T> Mono<T> exchange(ParameterizedTypeReference<T> replyType) {
		return mono(() -> this.call.exchangeAsync(replyType));
	}

	@Override
	public <T> Mono<Message<T>> exchangeForMessage(Class<T> replyType) {
		return mono(() -> this.call.exchangeForMessageAsync(replyType));
	}

	@Override
	public <T> Mono<Message<T>> exchangeForMessage(ParameterizedTypeReference<T> replyType) {
		return mono(() -> this.call.exchangeForMessageAsync(replyType));
	}

	private static <T> Mono<T> mono(Supplier<CompletableFuture<T>> call) {
		return Mono.fromFuture(call).doOnDiscard(ReferenceCounted.class, ReferenceCountUtil::release);
	}

}
