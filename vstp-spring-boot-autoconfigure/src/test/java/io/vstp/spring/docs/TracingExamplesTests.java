package io.vstp.spring.docs;

import io.micrometer.common.KeyValue;
import io.vstp.frame.Headers;
import io.vstp.spring.observation.VstpHandlerObservationContext;
import io.vstp.transport.VstpSession;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Runs the example of {@code docs/observability/tracing.md}.
 */
class TracingExamplesTests {

	@Test
	void shouldTellTenantWhenPeerIntroducedItselfWithOne() {
		VstpSession session = mock(VstpSession.class);
		given(session.id()).willReturn("session-1");
		given(session.greeting()).willReturn(Headers.of("tenant", "blue"));
		VstpHandlerObservationContext context = new VstpHandlerObservationContext("Sensors#reading(Reading)",
				Headers.EMPTY, session);
		assertThat(new TenantConvention().getHighCardinalityKeyValues(context))
			.containsExactly(KeyValue.of("tenant", "blue"), KeyValue.of("vstp.session", "session-1"));
	}

}
