package io.vstp.spring.observation;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.transport.VstpSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class HandlerKeyValuesTests {

	private static final KeyValue HANDLER = KeyValue.of("handler", "Sensors#reading(String)");

	private static final KeyValue TCP = KeyValue.of("transport", "tcp");

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final VstpSession session = mock();

	private final VstpHandlerObservationContext context = new VstpHandlerObservationContext("Sensors#reading(String)",
			Headers.EMPTY, this.session);

	@BeforeEach
	void setUp() {
		this.registry.observationConfig().observationHandler(new ObservationHandler<>() {

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		});
		given(this.session.id()).willReturn("s-1");
		given(this.session.transport()).willReturn(Transport.TCP);
	}

	@Test
	void shouldHaveWhatTheConventionSaysOnceWhenItIsAskedTwice() {
		start().stop();

		assertThat(this.context.getLowCardinalityKeyValues()).containsExactly(HANDLER, TCP);
		assertThat(this.context.getHighCardinalityKeyValues()).extracting(KeyValue::getValue).containsExactly("s-1");
		assertThat(this.context.getContextualName()).isEqualTo("Sensors#reading");
	}

	@Test
	void shouldHaveTheErrorBesideTheSessionWhenTheHandlerHasFailed() {
		Observation observation = start();
		this.context.stopped(ErrorCode.HANDLER_FAILED, 1);
		observation.stop();

		assertThat(this.context.getHighCardinalityKeyValues()).extracting(KeyValue::getValue)
			.containsExactlyInAnyOrder("s-1", ErrorCode.HANDLER_FAILED.code());
	}

	@Test
	void shouldHaveWhatOthersAddAsWell() {
		start().lowCardinalityKeyValue("a", "1").highCardinalityKeyValue("b", "2").stop();

		assertThat(this.context.getLowCardinalityKeyValues()).containsExactlyInAnyOrder(KeyValue.of("a", "1"), HANDLER,
				TCP);
		assertThat(this.context.getHighCardinalityKeyValues()).extracting(KeyValue::getValue)
			.containsExactlyInAnyOrder("2", "s-1");
		assertThat(this.context.getLowCardinalityKeyValue("a")).isEqualTo(KeyValue.of("a", "1"));
		assertThat(this.context.getLowCardinalityKeyValue("handler")).isEqualTo(HANDLER);
		assertThat(this.context.getHighCardinalityKeyValue("b")).isEqualTo(KeyValue.of("b", "2"));
	}

	@Test
	void shouldHaveWhatOthersPutInPlaceOfTheConventions() {
		Observation observation = start();
		KeyValue session = this.context.getHighCardinalityKeyValues().iterator().next();
		observation.highCardinalityKeyValues(KeyValues.of(session.getKey(), "hidden"));

		assertThat(this.context.getHighCardinalityKeyValue(session.getKey()).getValue()).isEqualTo("hidden");
		assertThat(this.context.getHighCardinalityKeyValues()).extracting(KeyValue::getValue).containsExactly("hidden");
	}

	@Test
	void shouldHaveNoSessionWhenSomebodyTakesItAway() {
		start();
		KeyValue session = this.context.getHighCardinalityKeyValues().iterator().next();
		this.context.removeHighCardinalityKeyValue(session.getKey());
		this.context.removeLowCardinalityKeyValue("handler");

		assertThat(this.context.getHighCardinalityKeyValues()).isEmpty();
		assertThat(this.context.getHighCardinalityKeyValue(session.getKey())).isNull();
		assertThat(this.context.getLowCardinalityKeyValues()).containsExactly(TCP);
	}

	private Observation start() {
		Observation observation = Observation.createNotStarted(null, new DefaultVstpHandlerObservationConvention(),
				() -> this.context, this.registry);
		this.context.standard().begin();
		return observation.start();
	}

}
