package io.vstp.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * How observations of pushes are named, and what they say. A bean of this type takes the
 * place of {@link DefaultVstpPushObservationConvention}.
 */
public interface VstpPushObservationConvention extends ObservationConvention<VstpPushObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof VstpPushObservationContext;
	}

}
