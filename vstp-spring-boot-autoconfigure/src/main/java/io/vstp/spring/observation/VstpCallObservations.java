package io.vstp.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.vstp.client.TransportChoice;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameLimits;
import io.vstp.spring.client.CallObservation;
import io.vstp.spring.client.CallObservations;
import io.vstp.spring.client.CallStart;
import io.vstp.spring.client.VstpPushKind;
import io.vstp.transport.ManagedSession;
import io.vstp.transport.UdpOptions;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Observes the calls and pushes of templates, and adds the headers by which their
 * receivers continue the trace. Safe for use by several threads.
 */
public final class VstpCallObservations implements CallObservations {

	private static final Log logger = LogFactory.getLog(VstpCallObservations.class);

	private static final VstpCallObservationConvention DEFAULT_CALL = new DefaultVstpCallObservationConvention();

	private static final VstpPushObservationConvention DEFAULT_PUSH = new DefaultVstpPushObservationConvention();

	private final ObservationRegistry registry;

	private final Listeners listeners;

	private final boolean callsOn;

	private final boolean pushesOn;

	private final boolean standardCalls;

	private final boolean standardPushes;

	private final @Nullable VstpCallObservationConvention callConvention;

	private final @Nullable VstpPushObservationConvention pushConvention;

	private final CallObservations others;

	/**
	 * Creates observations.
	 * @param registry where they are made
	 * @param settings what the configuration says of them
	 * @param callConvention names those of calls, or {@code null} for the registry's
	 * convention, and the default where that has none
	 * @param pushConvention names those of pushes, or {@code null} in the same way
	 * @param timers the handler that does with observations as they are what
	 * {@code others} do without, or {@code null} if there is none
	 * @param others watch the calls and pushes that are not observed, or of whose
	 * observations nobody but {@code timers} would be told
	 */
	public VstpCallObservations(ObservationRegistry registry, ObservationSettings settings,
			@Nullable VstpCallObservationConvention callConvention,
			@Nullable VstpPushObservationConvention pushConvention, @Nullable ObservationHandler<?> timers,
			CallObservations others) {
		this.registry = registry;
		this.listeners = new Listeners(registry, settings, timers);
		this.callsOn = settings.isEnabled(((callConvention != null) ? callConvention : DEFAULT_CALL).getName());
		this.pushesOn = settings.isEnabled(((pushConvention != null) ? pushConvention : DEFAULT_PUSH).getName());
		this.standardCalls = callConvention == null
				|| callConvention.getClass() == DefaultVstpCallObservationConvention.class;
		this.standardPushes = pushConvention == null
				|| pushConvention.getClass() == DefaultVstpPushObservationConvention.class;
		this.callConvention = callConvention;
		this.pushConvention = pushConvention;
		this.others = others;
	}

	@Override
	public @Nullable CallObservation call(CallStart call) {
		// Interceptors may look at the observation, or add to it.
		CallObservation observed = isObserved(this.callsOn, this.standardCalls && call.plain()) ? observedCall(call)
				: null;
		return (observed != null) ? observed : this.others.call(call);
	}

	private boolean isObserved(boolean on, boolean forTimersOnly) {
		return on && !this.registry.isNoop() && !(forTimersOnly && this.listeners.onlyTimers());
	}

	private @Nullable CallObservation observedCall(CallStart call) {
		try {
			VstpCallObservationContext context = new VstpCallObservationContext(call.destination(), call.kind(),
					call.transport(), new VstpTraceHeaders(call.frame().headers(), () -> room(call)));
			Observation observation = Observation.createNotStarted(this.callConvention, DEFAULT_CALL, () -> context,
					this.registry);
			if (call.parent() instanceof Observation parent) {
				observation.parentObservation(parent);
			}
			return start(observation, context);
		}
		catch (Throwable ex) {
			logger.warn("A call of %s cannot be observed".formatted(call.destination()), ex);
			return null;
		}
	}

	// To all connections of TCP a peer tells the same, and by UDP messages have others.
	private static HeaderRoom room(CallStart call) {
		FrameLimits limits = (call.client().session() instanceof ManagedSession session) ? session.peerLimits()
				: call.options().session().limits();
		return HeaderRoom.of(call.frame(), limits,
				(call.transport() != TransportChoice.TCP) ? call.options().udp() : null);
	}

	@Override
	public @Nullable CallObservation push(VstpPushKind kind, Frame frame) {
		CallObservation observed = isObserved(this.pushesOn, this.standardPushes) ? observedPush(kind, frame) : null;
		return (observed != null) ? observed : this.others.push(kind, frame);
	}

	private @Nullable CallObservation observedPush(VstpPushKind kind, Frame frame) {
		try {
			VstpPushObservationContext context = new VstpPushObservationContext(kind, new VstpTraceHeaders(
					frame.headers(), () -> HeaderRoom.of(frame, FrameLimits.DEFAULTS, UdpOptions.DEFAULTS)));
			return start(Observation.createNotStarted(this.pushConvention, DEFAULT_PUSH, () -> context, this.registry),
					context);
		}
		catch (Throwable ex) {
			logger.warn("A push cannot be observed", ex);
			return null;
		}
	}

	private @Nullable CallObservation start(Observation observation, VstpSenderContext context) {
		if (observation.isNoop()) {
			return null;
		}
		context.standard().begin();
		observation.start();
		VstpTraceHeaders headers = context.getCarrier();
		if (headers != null && headers.omitted() > 0) {
			this.others.headersOmitted(headers.omitted());
		}
		return new ObservedCall(observation, this.registry, context);
	}

}
