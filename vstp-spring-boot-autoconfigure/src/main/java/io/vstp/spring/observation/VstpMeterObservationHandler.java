package io.vstp.spring.observation;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;
import io.vstp.frame.ErrorCode;
import io.vstp.spring.metrics.VstpMeters;
import org.jspecify.annotations.Nullable;

/**
 * Records how long handlers, calls and pushes took, where their observations follow a
 * convention of this library. It does so in timers that are looked up once: of those
 * handlers that are asked in turn it has to come first. Observations that follow a
 * convention of the application's are left to the handlers after it. Safe for use by
 * several threads.
 */
public final class VstpMeterObservationHandler implements MeterObservationHandler<Observation.Context> {

	private final VstpMeters meters;

	private final MeterRegistry registry;

	/**
	 * Creates a handler.
	 * @param meters the timers
	 * @param registry where to record observations to which others have added key values
	 */
	public VstpMeterObservationHandler(VstpMeters meters, MeterRegistry registry) {
		this.meters = meters;
		this.registry = registry;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		StandardKeyValues standard = standard(context);
		return standard != null && standard.mayBeStandard();
	}

	@Override
	public void onStop(Observation.Context context) {
		StandardKeyValues standard = standard(context);
		if (standard == null || standard.isExtended()) {
			recordExtended(context);
		}
		else if (context instanceof VstpHandlerObservationContext handler) {
			this.meters.handlerCompleted(handler.getHandler(), handler.getTransport(), handler.getErrorCode(),
					handler.nanos());
		}
		else if (context instanceof VstpCallObservationContext call) {
			this.meters.callCompleted(call.getDestination(), call.getCallKind(), call.getTransport(),
					call.getErrorKey(), call.nanos());
		}
		else if (context instanceof VstpPushObservationContext push) {
			this.meters.pushCompleted(push.getPushKind(), push.getErrorKey(), push.nanos());
		}
	}

	private void recordExtended(Observation.Context context) {
		Tags tags = Tags
			.of(context.getLowCardinalityKeyValues()
				.stream()
				.map((keyValue) -> Tag.of(keyValue.getKey(), keyValue.getValue()))
				.toList())
			.and("error", error(context));
		Timer.builder(String.valueOf(context.getName()))
			.tags(tags)
			.register(this.registry)
			.record(nanos(context), TimeUnit.NANOSECONDS);
	}

	private static String error(Observation.Context context) {
		if (context instanceof VstpSenderContext sender) {
			return sender.getErrorKey();
		}
		ErrorCode code = ((VstpHandlerObservationContext) context).getErrorCode();
		return (code != null) ? code.code() : "none";
	}

	private static long nanos(Observation.Context context) {
		return (context instanceof VstpHandlerObservationContext handler) ? handler.nanos()
				: ((VstpSenderContext) context).nanos();
	}

	private static @Nullable StandardKeyValues standard(Observation.Context context) {
		if (context instanceof VstpHandlerObservationContext handler) {
			return handler.standard();
		}
		return (context instanceof VstpSenderContext sender) ? sender.standard() : null;
	}

}
