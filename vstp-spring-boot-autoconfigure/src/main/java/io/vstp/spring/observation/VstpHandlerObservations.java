package io.vstp.spring.observation;

import java.util.function.Predicate;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.vstp.observe.VstpObserver;
import io.vstp.spring.handler.HandlerObservation;
import io.vstp.spring.handler.HandlerObservations;
import io.vstp.transport.Exchange;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Observes the calls of handlers. Continues the trace that the headers of the frame tell
 * of. Safe for use by several threads.
 */
public final class VstpHandlerObservations implements HandlerObservations {

	private static final Log logger = LogFactory.getLog(VstpHandlerObservations.class);

	private static final VstpHandlerObservationConvention DEFAULT = new DefaultVstpHandlerObservationConvention();

	private final ObservationRegistry registry;

	private final boolean on;

	private final @Nullable VstpHandlerObservationConvention convention;

	private final VstpObserver observer;

	/**
	 * Creates observations.
	 * @param registry where they are made
	 * @param on says whether observations of a name are to be made at all
	 * @param convention names them, or {@code null} for the registry's convention, and
	 * the default where that has none
	 * @param observer is told of each handler's end, too
	 */
	public VstpHandlerObservations(ObservationRegistry registry, Predicate<String> on,
			@Nullable VstpHandlerObservationConvention convention, VstpObserver observer) {
		this.registry = registry;
		this.on = on.test(((convention != null) ? convention : DEFAULT).getName());
		this.convention = convention;
		this.observer = observer;
	}

	@Override
	public @Nullable HandlerObservation start(String handler, Exchange exchange) {
		if (!this.on || this.registry.isNoop()) {
			return null;
		}
		try {
			VstpHandlerObservationContext context = new VstpHandlerObservationContext(handler,
					exchange.frame().headers(), exchange.session());
			Observation observation = Observation.createNotStarted(this.convention, DEFAULT, () -> context,
					this.registry);
			if (observation.isNoop()) {
				return null;
			}
			context.standard().begin();
			return new ObservedHandler(observation.start(), this.registry, context, this.observer);
		}
		catch (Throwable ex) {
			logger.warn("A call of %s cannot be observed".formatted(handler), ex);
			return null;
		}
	}

}
