package io.vstp.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * How observations of handlers are named, and what they say. A bean of this type takes
 * the place of {@link DefaultVstpHandlerObservationConvention}.
 */
public interface VstpHandlerObservationConvention extends ObservationConvention<VstpHandlerObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof VstpHandlerObservationContext;
	}

}
