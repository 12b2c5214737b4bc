package io.vstp.spring.observation;

import io.micrometer.observation.Observation;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import org.springframework.util.ClassUtils;

/**
 * Observations in the contexts of Reactor's publishers, where that is there.
 */
final class ReactorContexts {

	/**
	 * Where Micrometer looks for observations. Its class that says so needs a library
	 * that may be missing.
	 */
	static final String KEY = "micrometer.observation";

	private static final boolean PRESENT = ClassUtils.isPresent("reactor.core.publisher.Mono",
			ReactorContexts.class.getClassLoader());

	private ReactorContexts() {
	}

	/**
	 * Puts an observation into the context of a publisher.
	 * @param publisher a publisher
	 * @param observation the observation
	 * @return the publisher itself if it is not Reactor's
	 */
	static Object with(Object publisher, Observation observation) {
		return PRESENT ? Publishers.with(publisher, observation) : publisher;
	}

	private static final class Publishers {

		static Object with(Object publisher, Observation observation) {
			if (publisher instanceof Mono<?> mono) {
				return mono.contextWrite(Context.of(KEY, observation));
			}
			return (publisher instanceof Flux<?> flux) ? flux.contextWrite(Context.of(KEY, observation)) : publisher;
		}

	}

}
