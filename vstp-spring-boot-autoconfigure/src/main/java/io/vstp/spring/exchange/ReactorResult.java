package io.vstp.spring.exchange;

import java.lang.reflect.Type;

import io.vstp.spring.annotation.VstpExchange.Until;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Results for Reactor, which may not be there.
 */
final class ReactorResult {

	private ReactorResult() {
	}

	static ExchangeResult choose(Type type, Until until) {
		if (type == Void.class) {
			return switch (until) {
				case WRITTEN -> (call) -> call.reactive().send();
				case ANSWERED -> (call) -> call.reactive().exchange(Void.class);
				case DEFAULT, ACKNOWLEDGED -> (call) -> call.reactive().sendWithAck();
			};
		}
		ParameterizedTypeReference<?> replyType = ParameterizedTypeReference.forType(type);
		return (call) -> call.reactive().exchange(replyType);
	}

}
