package io.vstp.spring.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vstp.observe.VstpObserver;
import io.vstp.spring.metrics.VstpMeters;
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

}
