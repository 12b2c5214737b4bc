package io.vstp.spring.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;

/**
 * What holds for all calls of a template that do not say otherwise.
 *
 * @param headers added where a call has none of their name
 * @param timeout of a call, or {@code null} for the destination's
 * @param retry for destinations that have none of their own, or {@code null} for none
 * @param destinationRetry by the names of the destinations
 * @param interceptors stand around each call, the first one outermost
 */
record CallSettings(Headers headers, @Nullable Duration timeout, @Nullable RetryPolicy retry,
		Map<String, RetryPolicy> destinationRetry, List<VstpClientInterceptor> interceptors) {

	static final CallSettings NONE = new CallSettings(Headers.EMPTY, null, null, Map.of(), List.of());

	CallSettings {
		destinationRetry = Map.copyOf(destinationRetry);
		interceptors = List.copyOf(interceptors);
	}

	@Nullable RetryPolicy retry(String destination) {
		return this.destinationRetry.getOrDefault(destination, this.retry);
	}

	Headers complete(Headers own) {
		if (this.headers.isEmpty()) {
			return own;
		}
		var complete = own.toBuilder();
		for (String name : this.headers.toMap().keySet()) {
			if (!own.contains(name)) {
				complete.copy(name, this.headers);
			}
		}
		return complete.build();
	}

}
