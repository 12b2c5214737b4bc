package io.vstp.spring.autoconfigure;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import io.vstp.observe.VstpObserver;
import io.vstp.spring.client.VstpClients;
import io.vstp.spring.metrics.VstpClientMeters;
import io.vstp.spring.metrics.VstpMeterConvention;
import io.vstp.spring.metrics.VstpMeters;
import io.vstp.spring.metrics.VstpServerMeters;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link VstpMetricsAutoConfiguration}.
 */
class VstpMetricsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(VstpMetricsAutoConfiguration.class));

	@Test
	void shouldCountWhenBootHasRegistry() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class))
			.run((context) -> assertThat(context).hasSingleBean(VstpMeters.class).hasSingleBean(VstpObserver.class));
	}

	@Test
	void shouldBeAbsentWhenThereIsNoRegistry() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(VstpMeters.class));
	}

	@Test
	void shouldBeAbsentWhenMicrometerIs() {
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(VstpObserver.class));
	}

	@Test
	void shouldBackOffWhenUserHasMeters() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean("own", VstpMeters.class, () -> new VstpMeters(new SimpleMeterRegistry()))
			.run((context) -> assertThat(context).hasSingleBean(VstpMeters.class).hasBean("own"));
	}

	@Test
	void shouldNameMetersByConventionOfUser() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(VstpMeterConvention.class, () -> new VstpMeterConvention() {
				@Override
				public String name(String name) {
					return "shop." + name;
				}
			})
			.run((context) -> {
				assertThat(context).hasSingleBean(VstpMeterConvention.class);
				context.getBean(VstpMeters.class).sessionOpened(Side.SERVER, Transport.TCP);
				assertThat(context.getBean(MeterRegistry.class).get("shop.vstp.sessions").gauge().value()).isEqualTo(1);
			});
	}

	@Test
	void shouldGaugeDestinationsWithoutClientsWhenTheyAreConfigured() {
		this.runner
			.withConfiguration(AutoConfigurations.of(VstpAutoConfiguration.class, VstpClientAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("vstp.client.destinations.one.address=localhost",
					"vstp.client.destinations.one.max-open-calls=5")
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(registry.get("vstp.client.calls.open.max").tag("destination", "one").gauge().value())
					.isEqualTo(5);
				assertThat(registry.get("vstp.client.connections").gauges()).hasSize(2)
					.allMatch((gauge) -> gauge.value() == 0);
				assertThat(context.getBean(VstpClients.class).usedClient("one")).isNull();
			});
	}

	@Test
	void shouldLeaveNoGaugeBehindInRegistryThatLivesOn() {
		MeterRegistry registry = new SimpleMeterRegistry();
		ApplicationContextRunner sharing = this.runner
			.withConfiguration(AutoConfigurations.of(VstpAutoConfiguration.class, VstpClientAutoConfiguration.class))
			.withBean(MeterRegistry.class, () -> registry, (bean) -> bean.setDestroyMethodName(""))
			.withPropertyValues("vstp.client.destinations.one.address=localhost");
		for (int i = 1; i <= 2; i++) {
			int times = i;
			sharing.run((context) -> {
				context.getBean(VstpMeters.class).sessionOpened(Side.CLIENT, Transport.TCP);
				assertThat(registry.get("vstp.sessions").gauge().value()).isEqualTo(1);
				assertThat(registry.get("vstp.sessions.opened").counter().count()).isEqualTo(times);
				sharing.run((other) -> assertThat(other).hasNotFailed());
				assertThat(registry.find("vstp.client.calls.open").gauge()).isNotNull();
			});
			assertThat(registry.getMeters()).noneMatch((meter) -> meter instanceof Gauge);
		}
	}

	@Test
	void shouldRegisterNothingWhenThereAreNoDestinationsAndNoHandlers() {
		this.runner
			.withConfiguration(AutoConfigurations.of(VstpAutoConfiguration.class, VstpServerAutoConfiguration.class,
					VstpClientAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> {
				assertThat(context).hasSingleBean(VstpServerMeters.class).hasSingleBean(VstpClientMeters.class);
				assertThat(context.getBean(MeterRegistry.class).getMeters()).isEmpty();
			});
	}

}
