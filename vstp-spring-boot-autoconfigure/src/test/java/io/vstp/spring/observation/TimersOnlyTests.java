package io.vstp.spring.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.vstp.client.TransportChoice;
import io.vstp.client.VstpClientOptions;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.observe.VstpObserver;
import io.vstp.spring.client.CallObservation;
import io.vstp.spring.client.CallStart;
import io.vstp.spring.client.VstpCallKind;
import io.vstp.spring.client.VstpPushKind;
import io.vstp.spring.handler.HandlerObservation;
import io.vstp.spring.metrics.MeteredCalls;
import io.vstp.spring.metrics.VstpMeters;
import io.vstp.transport.Exchange;
import io.vstp.transport.VstpSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/**
 * What is the same, and what is not made at all, where nobody but the timers of this
 * library is told of observations.
 */
class TimersOnlyTests {

	private static final String HANDLER = "Sensors#reading(String)";

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final MeterRegistry meterRegistry = new SimpleMeterRegistry();

	private final VstpMeters meters = new VstpMeters(this.meterRegistry);

	private final List<String> told = new ArrayList<>();

	private final VstpMeterObservationHandler timers = new VstpMeterObservationHandler(this.meters, this.meterRegistry);

	private VstpHandlerObservations handlers = handlers(null);

	private VstpCallObservations calls = calls(null, null);

	private final Exchange exchange = mock();

	@BeforeEach
	void setUp() {
		this.registry.observationConfig()
			.observationHandler(new FirstMatchingCompositeObservationHandler(this.timers,
					new DefaultMeterObservationHandler(this.meterRegistry)));
		VstpSession session = mock();
		given(session.id()).willReturn("s-1");
		given(session.transport()).willReturn(Transport.TCP);
		given(this.exchange.frame()).willReturn(Frame.data(Headers.of("op", "reading"), "x"));
		given(this.exchange.session()).willReturn(session);
	}

	private VstpHandlerObservations handlers(VstpHandlerObservationConvention convention) {
		return new VstpHandlerObservations(this.registry, new AllObservations(), convention, new Told(), this.timers,
				this.meters);
	}

	private VstpCallObservations calls(VstpCallObservationConvention calls, VstpPushObservationConvention pushes) {
		return new VstpCallObservations(this.registry, new AllObservations(), calls, pushes, this.timers,
				new MeteredCalls(this.meters));
	}

	private HandlerObservation start() {
		HandlerObservation observation = this.handlers.start(HANDLER, this.exchange);
		assertThat(observation).isNotNull();
		observation.enter();
		return observation;
	}

	private static void stop(HandlerObservation observation, ErrorCode error) {
		observation.leave();
		observation.stop(error, (error != null) ? new IllegalStateException() : null, 5_000);
	}

	@Test
	void shouldRecordHandlerOnceAndTellObserver() {
		stop(start(), null);
		stop(start(), ErrorCode.HANDLER_FAILED);
		assertThat(this.registry.getCurrentObservation()).isNull();
		assertThat(this.meterRegistry.find("vstp.handler").timers()).hasSize(2).allMatch((timer) -> timer.count() == 1);
		assertThat(this.meterRegistry.get("vstp.handler")
			.tags("handler", HANDLER, "transport", "tcp", "error", "handler-failed")
			.timer()
			.count()).isEqualTo(1);
		assertThat(this.told).containsExactly(HANDLER + " null", HANDLER + " handler-failed");
	}

	@Test
	void shouldMakeNoObservationUntilSomebodyAsks() {
		VstpHandlerObservations owner = mock();
		given(owner.registry()).willReturn(this.registry);
		TimedHandler observation = new TimedHandler(HANDLER, Headers.EMPTY, this.exchange.session(), owner);
		observation.enter();
		assertThat(this.registry.getCurrentObservation()).isNotNull();
		observation.leave();
		observation.stop(null, null, 1);
		verify(owner, never()).observed(any(), any(), any(), any());
		verify(owner).timed(HANDLER, Transport.TCP, null, 1);
		assertThat(this.handlers.start(HANDLER, this.exchange)).isInstanceOf(TimedHandler.class);
	}

	@Test
	void shouldHaveParentThatWasThereWhenHandlerBegan() {
		Observation outer = Observation.start("outer", this.registry);
		HandlerObservation observation;
		try (Observation.Scope scope = outer.openScope()) {
			observation = start();
			observation.leave();
			assertThat(this.registry.getCurrentObservationScope()).isSameAs(scope);
		}
		observation.enter();
		assertThat(this.registry.getCurrentObservation().getContext().getParentObservation()).isSameAs(outer);
		stop(observation, null);
		outer.stop();
		assertThat(this.registry.getCurrentObservation()).isNull();
	}

	@Test
	void shouldHaveNoParentWhenThereWasNoneAndBePassedOnToOtherThreads() throws Exception {
		HandlerObservation observation = start();
		Observation current = this.registry.getCurrentObservation();
		assertThat(current.getContext().getParentObservation()).isNull();
		Thread other = new Thread(() -> {
			try (Observation.Scope scope = current.openScope()) {
				this.registry.getCurrentObservation().lowCardinalityKeyValue("tenant", "blue");
			}
			assertThat(this.registry.getCurrentObservation()).isNull();
		});
		other.start();
		other.join();
		stop(observation, null);
		assertThat(this.meterRegistry.get("vstp.handler").tags("tenant", "blue").timer().count()).isEqualTo(1);
	}

	@Test
	void shouldHaveObservationThatHandlerCanLookAt() {
		HandlerObservation observation = start();
		Observation.ContextView context = this.registry.getCurrentObservation().getContextView();
		assertThat(context.getName()).isEqualTo("vstp.handler");
		assertThat(context.getHighCardinalityKeyValue("vstp.session").getValue()).isEqualTo("s-1");
		assertThat(context.getAllKeyValues()).extracting(KeyValue::getValue)
			.containsExactlyInAnyOrder(HANDLER, "tcp", "s-1");
		stop(observation, null);
		assertThat(this.meterRegistry.find("vstp.handler").timers()).hasSize(1);
	}

	@Test
	void shouldHaveSessionBesideWhatHandlerAdds() {
		HandlerObservation observation = start();
		Observation current = this.registry.getCurrentObservation();
		current.highCardinalityKeyValue("order", "17");
		assertThat(current.getContext().getHighCardinalityKeyValues()).extracting(KeyValue::getValue)
			.containsExactlyInAnyOrder("17", "s-1");
		stop(observation, null);
	}

	@Test
	void shouldHaveNoSessionWhenHandlerTakesItAway() {
		HandlerObservation observation = start();
		Observation.Context context = this.registry.getCurrentObservation().getContext();
		context.removeHighCardinalityKeyValue("vstp.session");
		assertThat(context.getHighCardinalityKeyValues()).isEmpty();
		stop(observation, null);
	}

	@Test
	void shouldTellErrorToWhoeverKeepsObservation() {
		HandlerObservation observation = start();
		Observation.Context context = this.registry.getCurrentObservation().getContext();
		stop(observation, ErrorCode.HANDLER_FAILED);
		assertThat(context.getError()).isInstanceOf(IllegalStateException.class);
		assertThat(context.getHighCardinalityKeyValue("vstp.error").getValue()).isEqualTo("handler-failed");
	}

	@Test
	void shouldObserveByConventionsOfTheApplication() {
		this.handlers = handlers(new DefaultVstpHandlerObservationConvention() {

			@Override
			public KeyValues getLowCardinalityKeyValues(VstpHandlerObservationContext context) {
				return KeyValues.of("own", "handler");
			}

		});
		this.calls = calls(new DefaultVstpCallObservationConvention() {

			@Override
			public KeyValues getLowCardinalityKeyValues(VstpCallObservationContext context) {
				return KeyValues.of("own", "call");
			}

		}, new DefaultVstpPushObservationConvention() {

			@Override
			public KeyValues getLowCardinalityKeyValues(VstpPushObservationContext context) {
				return KeyValues.of("own", "push");
			}

		});
		stop(start(), null);
		this.calls.call(call(true)).stop("none", null, 0);
		this.calls.push(VstpPushKind.SEND, Frame.data(Headers.EMPTY, "x")).stop("none", null, 1);
		for (String name : List.of("vstp.handler", "vstp.client.call", "vstp.push")) {
			assertThat(this.meterRegistry.get(name).timers()).singleElement()
				.satisfies((timer) -> assertThat(timer.getId().getTag("own"))
					.isEqualTo(name.substring(name.lastIndexOf('.') + 1)));
		}
	}

	@ParameterizedTest
	@EnumSource
	void shouldTellTransportOfHandler(Transport transport) {
		given(this.exchange.session().transport()).willReturn(transport);
		HandlerObservation observation = start();
		assertThat(this.registry.getCurrentObservation().getContext().getLowCardinalityKeyValue("transport").getValue())
			.isEqualTo(transport.name().toLowerCase(Locale.ROOT));
		stop(observation, null);
	}

	@Test
	void shouldRecordWithWhatHandlerHasAdded() {
		HandlerObservation observation = start();
		this.registry.getCurrentObservation()
			.lowCardinalityKeyValue("tenant", "blue")
			.highCardinalityKeyValue("order", "17");
		stop(observation, null);
		assertThat(this.meterRegistry.find("vstp.handler").timers()).singleElement()
			.satisfies((timer) -> assertThat(timer.getId().getTags()).extracting(Object::toString)
				.containsExactly("tag(error=none)", "tag(handler=" + HANDLER + ")", "tag(tenant=blue)",
						"tag(transport=tcp)"));
		assertThat(this.told).hasSize(1);
	}

	@Test
	void shouldBeParentOfWhatHandlerObserves() {
		HandlerObservation observation = start();
		Observation inner = Observation.start("inner", this.registry);
		try (Observation.Scope scope = inner.openScope()) {
			assertThat(inner.getContext().getParentObservation()).isNotNull();
			assertThat(scope.getPreviousObservationScope().getCurrentObservation().getContext())
				.isInstanceOf(VstpHandlerObservationContext.class);
		}
		inner.stop();
		stop(observation, null);
		assertThat(this.registry.getCurrentObservation()).isNull();
	}

	@Test
	void shouldTimeCallsAndPushesWithoutObservingThem() {
		CallObservation call = this.calls.call(call(true));
		CallObservation push = this.calls.push(VstpPushKind.SEND, Frame.data(Headers.EMPTY, "x"));
		assertThat(List.of(call, push)).noneMatch((observation) -> observation instanceof Observed);
		call.stop("timeout", null, 0);
		push.stop("none", null, 3);
		assertThat(this.meterRegistry.get("vstp.client.call").tags("error", "timeout").timer().count()).isEqualTo(1);
		assertThat(this.meterRegistry.get("vstp.push").tags("error", "none").timer().count()).isEqualTo(1);
	}

	@Test
	void shouldObserveCallsThatInterceptorsMayLookAt() {
		CallObservation call = this.calls.call(call(false));
		assertThat(call).isInstanceOf(ObservedCall.class);
		call.enter();
		assertThat(this.registry.getCurrentObservation()).isNotNull();
		call.leave();
		call.stop("none", null, 0);
		assertThat(this.meterRegistry.get("vstp.client.call").timer().count()).isEqualTo(1);
	}

	@Test
	void shouldObserveAsSoonAsSomebodyListens() {
		stop(start(), null);
		List<Observation.Context> stopped = new ArrayList<>();
		this.registry.observationConfig().observationHandler(new ObservationHandler<>() {

			@Override
			public void onStop(Observation.Context context) {
				stopped.add(context);
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		});
		stop(start(), null);
		this.calls.call(call(true)).stop("none", null, 0);
		assertThat(stopped).extracting(Observation.Context::getName)
			.containsExactly("vstp.handler", "vstp.client.call");
		assertThat(this.meterRegistry.get("vstp.handler").timer().count()).isEqualTo(2);
	}

	private static CallStart call(boolean plain) {
		return new CallStart("sensors", mock(), VstpClientOptions.builder("localhost", 1).build(),
				VstpCallKind.EXCHANGE, TransportChoice.TCP, Frame.data(Headers.EMPTY, "x"), plain, null);
	}

	private final class Told implements VstpObserver {

		@Override
		public void handlerCompleted(String handler, Transport transport, ErrorCode error, long nanos) {
			TimersOnlyTests.this.told.add(handler + " " + error);
		}

	}

}
