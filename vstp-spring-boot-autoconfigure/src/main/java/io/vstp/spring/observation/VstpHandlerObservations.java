package io.vstp.spring.observation;

import java.util.List;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.observe.VstpObserver;
import io.vstp.spring.handler.HandlerObservation;
import io.vstp.spring.handler.HandlerObservations;
import io.vstp.transport.Exchange;
import io.vstp.transport.VstpSession;
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

	private static final String CANNOT_BE_OBSERVED = "A call of %s cannot be observed";

	private static final ObservationRegistry NOBODY = ObservationRegistry.create();

	static {
		// Without any handler, it would make none but observations that do nothing.
		NOBODY.observationConfig().observationHandler((context) -> false);
	}

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
		if (this.standard && this.listeners.onlyTimers() && QuietScopes.isPossible()) {
			return new TimedHandler(handler, exchange.frame().headers(), exchange.session(), this);
		}
		try {
			ObservedHandler observed = start(
					new VstpHandlerObservationContext(handler, exchange.frame().headers(), exchange.session()),
					this.registry.getCurrentObservation(), this.registry, this.observer);
			return observed.observation().isNoop() ? null : observed;
		}
		catch (Throwable ex) {
			logger.warn(CANNOT_BE_OBSERVED.formatted(handler), ex);
			return null;
		}
	}

	ObservationRegistry registry() {
		return this.registry;
	}

	/**
	 * Makes an observation and starts it. If that fails, nobody is told of it but the
	 * observers.
	 * @param handler the handler's name
	 * @param headers those of the frame
	 * @param session the session by which it came
	 * @param parent what it is a part of, or {@code null}
	 * @return the observation
	 */
	ObservedHandler observed(String handler, Headers headers, VstpSession session, @Nullable Observation parent) {
		try {
			return start(new VstpHandlerObservationContext(handler, headers, session), parent, this.registry,
					this.observer);
		}
		catch (Throwable ex) {
			logger.warn(CANNOT_BE_OBSERVED.formatted(handler), ex);
			return start(new VstpHandlerObservationContext(handler, headers, session), parent, NOBODY,
					VstpObserver.of(List.of(this.unobserved, this.observer)));
		}
	}

	/**
	 * Makes an observation of which nobody is told, and starts it.
	 * @param handler the handler's name
	 * @param headers those of the frame
	 * @param session the session by which it came
	 * @param parent what it is a part of, or {@code null}
	 * @return the observation
	 */
	ObservedHandler unheard(String handler, Headers headers, VstpSession session, @Nullable Observation parent) {
		return start(new VstpHandlerObservationContext(handler, headers, session), parent, NOBODY, VstpObserver.NONE);
	}

	private ObservedHandler start(VstpHandlerObservationContext context, @Nullable Observation parent,
			ObservationRegistry registry, VstpObserver observer) {
		Observation observation = Observation.createNotStarted(this.convention, DEFAULT, () -> context, registry)
			.parentObservation(parent);
		context.standard().begin();
		return new ObservedHandler(observation.start(), registry, context, observer);
	}

	/**
	 * A handler has ended whose observation nobody has asked for.
	 * @param handler the handler's name
	 * @param transport what carried the frame
	 * @param error what is wrong, or {@code null} if all went well
	 * @param nanos how long the handler took
	 */
	void timed(String handler, Transport transport, @Nullable ErrorCode error, long nanos) {
		tell(this.unobserved, handler, transport, error, nanos);
		tell(this.observer, handler, transport, error, nanos);
	}

	private static void tell(VstpObserver observer, String handler, Transport transport, @Nullable ErrorCode error,
			long nanos) {
		try {
			observer.handlerCompleted(handler, transport, error, nanos);
		}
		catch (Throwable ex) {
			logger.warn("The end of %s could not be told".formatted(handler), ex);
		}
	}

}
