package io.vstp.spring.autoconfigure;

import java.util.List;
import java.util.Set;

import io.vstp.client.VstpClientOptions;
import io.vstp.observe.Side;
import io.vstp.observe.VstpObserver;
import io.vstp.spring.client.VstpPushExecutor;
import io.vstp.spring.handler.HandlerObservations;
import io.vstp.spring.handler.UnknownDestinationException;
import io.vstp.spring.handler.VstpFrameHandler;
import io.vstp.spring.handler.VstpHandlerMapping;
import io.vstp.spring.handler.VstpHandlerRegistry;
import io.vstp.spring.session.SessionEventListeners;
import io.vstp.spring.session.SessionEventPublisher;
import io.vstp.transport.FrameHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Joins clients with the handlers of what their servers push.
 *
 * @param registry the handlers
 * @param executor runs them
 * @param observer is told how long they took
 * @param observations watches their calls, or {@code null}
 * @param listeners says whether anybody listens to session events
 * @param publisher publishes those
 */
record PushHandlers(VstpHandlerRegistry registry, VstpPushExecutor executor, VstpObserver observer,
		@Nullable HandlerObservations observations, SessionEventListeners listeners,
		ApplicationEventPublisher publisher) {

	/**
	 * Adds to the options of a client. It gets a push handler only where there is
	 * something to call: with one, a client over UDP says HELLO.
	 * @param destination the client's name
	 * @param options its options, whose push handler is left as it is if it has one
	 * @return the options that it works with
	 */
	VstpClientOptions complete(String destination, VstpClientOptions options) {
		VstpClientOptions.Builder complete = options.mutate()
			.addSessionListener(new SessionEventPublisher(Side.CLIENT, destination, this.listeners,
					this.executor.executor(), this.publisher));
		if (options.pushHandler() == FrameHandler.NONE && this.registry.hasHandlersFor(destination)) {
			complete
				.pushHandler(VstpFrameHandler.ofDestination(this.registry, this.observer, destination,
						this.executor.executor(), this.observations))
				.executor(this.executor.executor());
		}
		return complete.build();
	}

	/**
	 * Checks that the destinations which handlers name are there.
	 * @param known the names of those that there are
	 */
	void check(Set<String> known) {
		for (VstpHandlerMapping mapping : this.registry.mappings()) {
			for (String destination : mapping.destinations()) {
				if (!"*".equals(destination) && !known.contains(destination)) {
					throw new UnknownDestinationException(mapping, destination, List.copyOf(known));
				}
			}
		}
	}

}
