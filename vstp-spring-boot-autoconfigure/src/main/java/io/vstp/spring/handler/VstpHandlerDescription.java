package io.vstp.spring.handler;

import io.vstp.spring.annotation.AckMode;
import io.vstp.transport.Ordering;
import org.jspecify.annotations.Nullable;

/**
 * A handler, the frames that it takes, and how it is called.
 *
 * @param mapping the handler and the frames that it takes
 * @param ack when its frames are acknowledged
 * @param concurrency how many of its calls run at a time; 0 for any number
 * @param ordering in which order its frames are handled, or {@code null} for that of the
 * session
 */
public record VstpHandlerDescription(VstpHandlerMapping mapping, AckMode ack, int concurrency,
		@Nullable Ordering ordering) {

	static VstpHandlerDescription of(RegisteredHandler handler) {
		HandlerSettings settings = handler.settings();
		ConcurrencyLimit limit = settings.limit();
		return new VstpHandlerDescription(handler.mapping(), settings.ack(), (limit != null) ? limit.max() : 0,
				settings.ordering());
	}

}
