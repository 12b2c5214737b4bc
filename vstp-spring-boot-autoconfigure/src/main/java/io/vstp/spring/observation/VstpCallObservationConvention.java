package io.vstp.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * How observations of calls of a template are named, and what they say. A bean of this
 * type takes the place of {@link DefaultVstpCallObservationConvention}.
 */
public interface VstpCallObservationConvention extends ObservationConvention<VstpCallObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof VstpCallObservationContext;
	}

}
