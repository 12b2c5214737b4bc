package io.vstp.spring.handler;

import io.vstp.transport.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Watches the calls of handlers, each from the moment when it no longer waits for others
 * until it is known what the peer is told. For what observes this library; applications
 * replace conventions, or observe by a {@link io.vstp.observe.VstpObserver}. Called by
 * several threads at once.
 */
@FunctionalInterface
public interface HandlerObservations {

	/**
	 * A handler is about to be called, by the thread that calls this.
	 * @param handler the handler's name
	 * @param exchange the frame, and the session by which it came; not to be ended
	 * @return what is told of the rest, or {@code null} if this call is not watched, so
	 * that the {@link io.vstp.observe.VstpObserver} is told of it instead
	 */
	@Nullable HandlerObservation start(String handler, Exchange exchange);

}
