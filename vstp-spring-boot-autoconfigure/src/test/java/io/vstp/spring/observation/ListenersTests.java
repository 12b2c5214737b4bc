package io.vstp.spring.observation;

import java.util.function.Consumer;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationHandler.AllMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationRegistry.ObservationConfig;
import io.vstp.spring.metrics.VstpMeters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;

class ListenersTests {

	private static final MeterRegistry METERS = new SimpleMeterRegistry();

	private static final VstpMeterObservationHandler TIMERS = new VstpMeterObservationHandler(new VstpMeters(METERS),
			METERS);

	private static final ObservationHandler<Observation.Context> MICROMETERS = new DefaultMeterObservationHandler(
			METERS);

	private static final ObservationPredicate COVERED = (name, context) -> true;

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final Listeners listeners = new Listeners(this.registry, new Settings(), TIMERS);

	private static Stream<Named<Consumer<ObservationConfig>>> silent() {
		return Stream.of(Named.of("our timers", (config) -> config.observationHandler(TIMERS)),
				Named.of("our timers before Micrometer's",
						(config) -> config
							.observationHandler(new FirstMatchingCompositeObservationHandler(TIMERS, MICROMETERS))),
				Named.of("a predicate that is known",
						(config) -> config.observationHandler(TIMERS).observationPredicate(COVERED)));
	}

	@ParameterizedTest
	@MethodSource("silent")
	void shouldSeeNobodyButTimers(Consumer<ObservationConfig> configuration) {
		configuration.accept(this.registry.observationConfig());
		assertThat(this.listeners.onlyTimers()).isTrue();
	}

	private static Stream<Named<Consumer<ObservationConfig>>> listening() {
		return Stream.of(Named.of("a handler", (config) -> config.observationHandler(new Handler())),
				Named.of("Micrometer's timers", (config) -> config.observationHandler(MICROMETERS)),
				Named.of("Micrometer's timers before ours",
						(config) -> config
							.observationHandler(new FirstMatchingCompositeObservationHandler(MICROMETERS, TIMERS))),
				Named.of("all of several",
						(config) -> config
							.observationHandler(new AllMatchingCompositeObservationHandler(TIMERS, new Handler()))),
				Named.of("timers of another meter registry",
						(config) -> config
							.observationHandler(new VstpMeterObservationHandler(new VstpMeters(METERS), METERS))),
				Named.of("what is more than the first of several",
						(config) -> config.observationHandler(new FirstMatchingCompositeObservationHandler(TIMERS) {
						})),
				Named.of("none of several",
						(config) -> config.observationHandler(new FirstMatchingCompositeObservationHandler())),
				Named.of("a predicate", (config) -> config.observationPredicate((name, context) -> true)),
				Named.of("a filter", (config) -> config.observationFilter(new Filter())),
				Named.of("a convention", (config) -> config.observationConvention(new Convention())));
	}

	@ParameterizedTest
	@MethodSource("listening")
	void shouldSeeWhoIsAddedLater(Consumer<ObservationConfig> configuration) {
		this.registry.observationConfig().observationHandler(TIMERS);
		assertThat(this.listeners.onlyTimers()).isTrue();
		configuration.accept(this.registry.observationConfig());
		assertThat(this.listeners.onlyTimers()).isFalse();
	}

	@Test
	void shouldTakeSomebodyToListenWhenThereAreNoTimers() {
		this.registry.observationConfig().observationHandler(TIMERS);
		assertThat(new Listeners(this.registry, new Settings(), null).onlyTimers()).isFalse();
	}

	@Test
	void shouldTakeSomebodyToListenWhenRegistryCannotBeRead() {
		ObservationRegistry mock = mock(RETURNS_DEEP_STUBS);
		assertThat(new Listeners(mock, new Settings(), TIMERS).onlyTimers()).isFalse();
	}

	// As Micrometer's global registry does, which is told where to go when all is set up.
	@Test
	void shouldSeeWhoListensToRegistryThatTakesPlaceOfAnother() {
		ObservationRegistry delegating = mock();
		given(delegating.observationConfig()).willReturn(ObservationRegistry.NOOP.observationConfig());
		Listeners listeners = new Listeners(delegating, new Settings(), TIMERS);
		listeners.onlyTimers();
		this.registry.observationConfig().observationHandler(new Handler());
		given(delegating.observationConfig()).willReturn(this.registry.observationConfig());
		assertThat(listeners.onlyTimers()).isFalse();
	}

	// Adding one more of the same must not hide it.
	@Test
	void shouldNotForgetWhoListens() {
		this.registry.observationConfig().observationHandler(new Handler());
		for (int i = 0; i < 3; i++) {
			this.registry.observationConfig().observationHandler(TIMERS);
			assertThat(this.listeners.onlyTimers()).isFalse();
		}
	}

	private static final class Settings implements ObservationSettings {

		@Override
		public boolean isEnabled(@Nullable String name) {
			return true;
		}

		@Override
		public boolean isCovered(Object predicateOrFilter) {
			return predicateOrFilter == COVERED;
		}

	}

	private static final class Handler implements ObservationHandler<Observation.Context> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return false;
		}

	}

	private static final class Filter implements ObservationFilter {

		@Override
		public Observation.Context map(Observation.Context context) {
			return context;
		}

	}

	private static final class Convention implements GlobalObservationConvention<Observation.Context> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return false;
		}

	}

}
