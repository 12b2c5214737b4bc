package io.vstp.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
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

	private static final DefaultVstpHandlerObservationConvention DEFAULT = new DefaultVstpHandlerObservationConvention();

	private final ObservationRegistry registry;

	private final Listeners listeners;

	private final boolean on;

	private final boolean standard;

	private final @Nullable VstpHandlerObservationConvention convention;

	private final VstpObserver observer;

	private final VstpObserver unobserved;

	/**
	 * Creates observations.
	 * @param registry where they are made
	 * @param settings what the configuration says of them
	 * @param convention names them, or {@code null} for the registry's convention, and
	 * the default where that has none
	 * @param observer is told of each handler's end, too
	 * @param timers the handler that does with observations as they are what
	 * {@code unobserved} does without, or {@code null} if there is none
	 * @param unobserved is told as well of each handler's end of whose observation nobody
	 * but {@code timers} would be, in its place
	 */
	public VstpHandlerObservations(ObservationRegistry registry, ObservationSettings settings,
			@Nullable VstpHandlerObservationConvention convention, VstpObserver observer,
			@Nullable ObservationHandler<?> timers, VstpObserver unobserved) {
		this.registry = registry;
		this.listeners = new Listeners(registry, settings, timers);
		this.on = settings.isEnabled(((convention != null) ? convention : DEFAULT).getName());
		this.standard = convention == null || convention.getClass() == DEFAULT.getClass();
		this.convention = convention;
		this.observer = observer;
		this.unobserved = unobserved;
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
			// It is current all the same: the handler may add to it, or look at it.
			boolean quiet = this.standard && this.listeners.onlyTimers();
			if (quiet) {
				context.begin(DEFAULT);
			}
			else {
				observation.start();
			}
			return new ObservedHandler(observation, this.registry, context, this.observer,
					quiet ? this.unobserved : null);
		}
		catch (Throwable ex) {
			logger.warn("A call of %s cannot be observed".formatted(handler), ex);
			return null;
		}
	}

}
