package io.vstp.spring.observation;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.observe.VstpObserver;
import io.vstp.spring.handler.HandlerObservation;
import io.vstp.spring.metrics.VstpMeters;
import io.vstp.transport.Exchange;
import io.vstp.transport.VstpSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * What handlers, and those whom they pass it to, cannot tell from any other observation.
 */
class LazyObservationTests {

	private static final String HANDLER = "Sensors#reading(String)";

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final MeterRegistry meterRegistry = new SimpleMeterRegistry();

	private final Exchange exchange = mock();

	private final List<String> told = new ArrayList<>();

	private HandlerObservation handler;

	private Observation current;

	@BeforeEach
	void setUp() {
		VstpMeters meters = new VstpMeters(this.meterRegistry);
		VstpMeterObservationHandler timers = new VstpMeterObservationHandler(meters, this.meterRegistry);
		this.registry.observationConfig().observationHandler(timers);
		VstpSession session = mock();
		given(session.id()).willReturn("s-1");
		given(session.transport()).willReturn(Transport.TCP);
		given(this.exchange.frame()).willReturn(Frame.data(Headers.of("op", "reading"), "x"));
		given(this.exchange.session()).willReturn(session);
		this.handler = new VstpHandlerObservations(this.registry, new AllObservations(), null, VstpObserver.NONE,
				timers, meters)
			.start(HANDLER, this.exchange);
		assertThat(this.handler).isInstanceOf(TimedHandler.class);
		this.handler.enter();
		this.current = this.registry.getCurrentObservation();
	}

	@AfterEach
	void shouldLeaveNothingOnThread() {
		this.handler.leave();
		assertThat(this.registry.getCurrentObservationScope()).isNull();
	}

	private void stop() {
		this.handler.leave();
		this.handler.stop(ErrorCode.HANDLER_FAILED, new IllegalStateException("x"), 5_000);
	}

	@Test
	void shouldBeCurrentOneInItsScope() {
		try (Observation.Scope scope = this.current.openScope()) {
			assertThat(this.registry.getCurrentObservation()).isSameAs(this.current);
			assertThat(scope.getCurrentObservation()).isSameAs(this.current);
		}
		assertThat(this.registry.getCurrentObservation()).isSameAs(this.current);
	}

	@Test
	void shouldKnowScopeThatItIsIn() {
		Observation.Scope own = this.registry.getCurrentObservationScope();
		assertThat(this.current.getEnclosingScope()).isSameAs(own);
		Observation inner = Observation.start("inner", this.registry);
		try (Observation.Scope scope = inner.openScope()) {
			assertThat(scope.getPreviousObservationScope()).isSameAs(own);
			assertThat(inner.getContext().getParentObservation().getEnclosingScope()).isSameAs(own);
		}
		inner.stop();
		stop();
		assertThat(this.current.getEnclosingScope()).isNull();
	}

	@Test
	void shouldTellWhatBecameOfHandlerWhenAskedAfterItsEnd() {
		stop();
		VstpHandlerObservationContext context = (VstpHandlerObservationContext) this.current.getContext();
		assertThat(context.getErrorCode()).isEqualTo(ErrorCode.HANDLER_FAILED);
		assertThat(context.getError()).hasMessage("x");
		assertThat(context.getHighCardinalityKeyValue("vstp.error").getValue()).isEqualTo("handler-failed");
		assertThat(context.getContextualName()).isEqualTo("Sensors#reading");
		assertThat(this.meterRegistry.get("vstp.handler").timers()).singleElement()
			.satisfies((timer) -> assertThat(timer.count()).isEqualTo(1));
	}

	@Test
	void shouldTellNobodyOfStartAfterEnd() {
		stop();
		this.registry.observationConfig().observationHandler(new Listener());
		this.current.lowCardinalityKeyValue("tenant", "blue");
		assertThat(this.told).isEmpty();
	}

	@Test
	void shouldNotBeCurrentOneForThoseWhoAreToldOfItsStart() {
		this.registry.observationConfig().observationHandler(new Listener());
		this.current.lowCardinalityKeyValue("tenant", "blue");
		assertThat(this.registry.getCurrentObservation()).isSameAs(this.current);
		stop();
		assertThat(this.told).containsExactly("start within null", "stop");
	}

	@Test
	void shouldNotFailWhereThoseWhoAreToldOfItsStartDo() {
		this.registry.observationConfig().observationHandler(new Listener() {

			@Override
			public void onStart(Observation.Context context) {
				throw new IllegalStateException("listener");
			}

		});
		this.current.lowCardinalityKeyValue("tenant", "blue");
		stop();
		assertThat(this.meterRegistry.get("vstp.handler").timer().count()).isEqualTo(1);
	}

	private class Listener implements ObservationHandler<Observation.Context> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		@Override
		public void onStart(Observation.Context context) {
			Observation around = LazyObservationTests.this.registry.getCurrentObservation();
			LazyObservationTests.this.told
				.add("start within " + ((around != null) ? around.getContext().getName() : null));
		}

		@Override
		public void onStop(Observation.Context context) {
			LazyObservationTests.this.told.add("stop");
		}

	}

}
