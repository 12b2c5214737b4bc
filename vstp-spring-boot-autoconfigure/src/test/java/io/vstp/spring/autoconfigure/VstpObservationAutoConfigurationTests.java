package io.vstp.spring.autoconfigure;

import java.util.List;

import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry.ObservationConfig;
import io.vstp.client.TransportChoice;
import io.vstp.client.VstpClientOptions;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.spring.client.CallObservations;
import io.vstp.spring.client.CallStart;
import io.vstp.spring.client.VstpCallKind;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.spring.handler.HandlerObservations;
import io.vstp.spring.metrics.MeteredCalls;
import io.vstp.spring.observation.VstpCallObservations;
import io.vstp.spring.observation.VstpHandlerObservations;
import io.vstp.spring.observation.VstpMeterObservationHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link VstpObservationAutoConfiguration}, and of applications that lack a
 * part of what it is about.
 */
class VstpObservationAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(VstpAutoConfiguration.class, VstpServerAutoConfiguration.class, VstpClientAutoConfiguration.class,
				VstpMetricsAutoConfiguration.class, VstpObservationAutoConfiguration.class));

	private final ApplicationContextRunner boot = this.runner
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class, MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));

	@Test
	void shouldObserveAndRecordBeforeSpringBootDoes() {
		this.boot.run((context) -> {
			assertThat(context).hasSingleBean(VstpHandlerObservations.class)
				.hasSingleBean(VstpCallObservations.class)
				.hasSingleBean(VstpMeterObservationHandler.class)
				.hasSingleBean(DefaultMeterObservationHandler.class);
			assertThat(context.getBean(CallObservations.class)).isInstanceOf(VstpCallObservations.class);
			assertThat(context.getBeanProvider(ObservationHandler.class).orderedStream()).first()
				.isInstanceOf(VstpMeterObservationHandler.class);
		});
	}

	@Test
	void shouldRecordDirectlyWhenThereIsNoObservationRegistry() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class))
			.run((context) -> {
				assertThat(context).doesNotHaveBean(HandlerObservations.class);
				assertThat(context.getBean(CallObservations.class)).isInstanceOf(MeteredCalls.class);
			});
	}

	@Test
	void shouldObserveWithoutMetersWhenThereIsNoMeterRegistry() {
		this.runner.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class))
			.run((context) -> assertThat(context).hasSingleBean(VstpHandlerObservations.class)
				.hasSingleBean(CallObservations.class)
				.doesNotHaveBean(VstpMeterObservationHandler.class));
	}

	// Spring Boot's own predicate and filter stand in nobody's way, a key value of the
	// application's does.
	@ParameterizedTest
	@CsvSource({ "some=thing, MeteredCalls", "management.observations.key-values.region=eu, ObservedCall",
			"management.observations.enable.other=false, MeteredCalls",
			"management.observations.enable.vstp=false, MeteredCalls" })
	void shouldObserveCallsOnlyWhenSomebodyIsTold(String property, String observedBy) {
		this.boot.withPropertyValues(property).run((context) -> {
			CallStart call = new CallStart("peer", mock(), VstpClientOptions.builder("localhost", 1).build(),
					VstpCallKind.EXCHANGE, TransportChoice.TCP, Frame.data(Headers.EMPTY, "x"), true, null);
			assertThat(context.getBean(CallObservations.class).call(call).getClass().getName()).contains(observedBy);
		});
	}

	@ParameterizedTest
	@CsvSource({ "io.micrometer.observation", "io.micrometer" })
	void shouldBeAbsentWhenObservationsAre(String missing) {
		this.boot.withClassLoader(new FilteredClassLoader(missing))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(VstpTemplate.class)
				.doesNotHaveBean(HandlerObservations.class));
	}

	@Test
	void shouldKeepForNativeImagesWhatTellsWhoListens() {
		RuntimeHints hints = new RuntimeHints();
		for (Class<? extends RuntimeHintsRegistrar> registrar : VstpObservationAutoConfiguration.class
			.getAnnotation(ImportRuntimeHints.class)
			.value()) {
			BeanUtils.instantiateClass(registrar).registerHints(hints, null);
		}
		for (String list : List.of("observationHandlers", "observationConventions", "observationPredicates",
				"observationFilters")) {
			assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(ObservationConfig.class, list)).accepts(hints);
		}
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(TypeReference.of("io.micrometer.observation.SimpleObservation$SimpleScope"))
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(hints);
	}

	@ParameterizedTest
	@CsvSource({ "vstp=false, vstp.handler, false", "vstp=false, http.server, true", "all=false, vstp.handler, false",
			"vstp.handler=false, vstp.handler, false", "vstp.handler=false, vstp.push, true",
			"x=true, vstp.push, true" })
	void shouldReadSwitchAsSpringBootDoes(String property, String name, boolean on) {
		String[] parts = property.split("=");
		MockEnvironment environment = new MockEnvironment().withProperty("management.observations.enable." + parts[0],
				parts[1]);
		assertThat(new ConfiguredObservations(environment).isEnabled(name)).isEqualTo(on);
	}

	@Test
	void shouldPreferLongestNameOfSwitch() {
		MockEnvironment environment = new MockEnvironment().withProperty("management.observations.enable.vstp", "false")
			.withProperty("management.observations.enable.vstp.client", "true");
		ConfiguredObservations observations = new ConfiguredObservations(environment);
		assertThat(List.of("vstp.client.call", "vstp.client", "vstp.push")).map(observations::isEnabled)
			.containsExactly(true, true, false);
	}

}
