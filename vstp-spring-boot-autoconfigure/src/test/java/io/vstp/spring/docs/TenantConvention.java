package io.vstp.spring.docs;

import io.micrometer.common.KeyValues;
import io.vstp.spring.observation.DefaultVstpHandlerObservationConvention;
import io.vstp.spring.observation.VstpHandlerObservationContext;

import org.springframework.stereotype.Component;

/**
 * An example of {@code docs/observability/tracing.md}.
 */
@Component
class TenantConvention extends DefaultVstpHandlerObservationConvention {

	@Override
	public KeyValues getHighCardinalityKeyValues(VstpHandlerObservationContext context) {
		String tenant = context.getSession().greeting().get("tenant");
		return super.getHighCardinalityKeyValues(context).and("tenant", (tenant != null) ? tenant : "none");
	}

}
