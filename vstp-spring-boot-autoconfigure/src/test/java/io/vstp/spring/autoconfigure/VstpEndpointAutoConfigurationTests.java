package io.vstp.spring.autoconfigure;

import java.util.List;

import io.vstp.server.InFlight;
import io.vstp.spring.actuate.VstpDescriptor;
import io.vstp.spring.actuate.VstpEndpoint;
import io.vstp.spring.handler.VstpHandlerRegistry;
import io.vstp.transport.Reassemblies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link VstpEndpointAutoConfiguration}.
 */
class VstpEndpointAutoConfigurationTests {

	private static final AutoConfigurations ALL = AutoConfigurations.of(VstpAutoConfiguration.class,
			VstpServerAutoConfiguration.class, VstpClientAutoConfiguration.class, VstpHealthAutoConfiguration.class,
			VstpMetricsAutoConfiguration.class, VstpEndpointAutoConfiguration.class, VstpInfoAutoConfiguration.class);

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(ALL);

	private final ApplicationContextRunner exposed = this.runner
		.withPropertyValues("management.endpoints.jmx.exposure.include=vstp", "spring.jmx.enabled=true");

	@Test
	void shouldBeAbsentWhenNotExposed() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(VstpEndpoint.class));
	}

	@Test
	void shouldBeAbsentWhenAccessIsNone() {
		this.exposed.withPropertyValues("management.endpoint.vstp.access=NONE")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(VstpEndpoint.class));
	}

	@Test
	void shouldShowNothingOpenWhenThereAreNoHandlers() {
		this.exposed.run((context) -> {
			VstpDescriptor shown = context.getBean(VstpEndpoint.class).vstp(null);
			assertThat(shown.servers()).singleElement()
				.isEqualTo(new VstpDescriptor.Server("vstp", "unused", List.of(), null, null));
			assertThat(shown.sessions().total()).isZero();
			assertThat(shown.handlers()).isEmpty();
			assertThat(shown.destinations()).isEmpty();
		});
	}

	@Test
	void shouldShowDestinationsWhenNotUsed() {
		this.exposed
			.withPropertyValues("vstp.client.destinations.one.address=a.example.org:1,b.example.org:2",
					"vstp.client.destinations.one.connections=3", "vstp.client.destinations.two.address=[::1]:3",
					"vstp.client.destinations.two.transport=udp")
			.run((context) -> assertThat(context.getBean(VstpEndpoint.class).vstp(0).destinations()).containsExactly(
					new VstpDescriptor.Destination("one", "tcp", List.of("a.example.org:1", "b.example.org:2"), "plain",
							0, 3, 0, 65_536, null),
					new VstpDescriptor.Destination("two", "udp", List.of("[::1]:3"), "plain", 0, 1, 0, 65_536, null)));
	}

	@Test
	void shouldShowNoServersWhenThereAreNone() {
		this.exposed.withPropertyValues("vstp.server.enabled=false").run((context) -> {
			VstpEndpoint endpoint = context.getBean(VstpEndpoint.class);
			assertThat(endpoint.vstp(null).servers()).isEmpty();
			assertThat(endpoint.closeSession("none")).isFalse();
		});
	}

	@Test
	void shouldRefuseWhenLimitIsNegative() {
		this.exposed.run((context) -> assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> context.getBean(VstpEndpoint.class).vstp(-1)));
	}

	@Test
	void shouldBackOffWhenUserHasEndpoint() {
		this.exposed.withUserConfiguration(OwnEndpoint.class)
			.run((context) -> assertThat(context).hasSingleBean(VstpEndpoint.class).hasBean("mine"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.boot.actuate", "org.springframework.boot.actuate.autoconfigure",
			"org.springframework.boot.health", "io.micrometer", "org.springframework.boot.health,io.micrometer",
			"org.springframework.boot.actuate,org.springframework.boot.health,io.micrometer" })
	void shouldStartWhenModulesAreMissing(String missing) {
		this.exposed.withPropertyValues("vstp.client.destinations.one.address=localhost")
			.withClassLoader(new FilteredClassLoader(missing.split(",")))
			.run((context) -> {
				assertThat(context).hasNotFailed().hasBean("vstpServerLifecycle").hasBean("vstpTemplate");
				assertThat(context.containsBean("vstpInfoContributor")).isEqualTo(!missing.contains("actuate"));
				assertThat(context.containsBean("vstpDestinationsHealthContributor"))
					.isEqualTo(!missing.contains("health"));
				assertThat(context.containsBean("vstpEndpoint")).isEqualTo(!missing.contains("actuate"));
				assertThat(context.containsBean("vstpHealthContributor")).isEqualTo(!missing.contains("health"));
			});
	}

	@Test
	void shouldHaveHintsForWhatIsShownWhenProcessedAheadOfTime() {
		RuntimeHints hints = new RuntimeHints();
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, VstpEndpoint.class);
		for (Class<?> shown : VstpDescriptor.class.getDeclaredClasses()) {
			String first = shown.getRecordComponents()[0].getName();
			assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(shown, first)).accepts(hints);
		}
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(InFlight.class, "frames")).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Reassemblies.class, "active")).accepts(hints);
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnEndpoint {

		@Bean
		VstpEndpoint mine(VstpHandlerRegistry registry) {
			return new VstpEndpoint(List.of(), null, registry, null);
		}

	}

}
