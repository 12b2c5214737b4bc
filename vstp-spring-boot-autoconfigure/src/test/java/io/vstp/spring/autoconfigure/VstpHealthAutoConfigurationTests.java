package io.vstp.spring.autoconfigure;

import io.vstp.spring.health.VstpServerHealthIndicator;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link VstpHealthAutoConfiguration}.
 */
class VstpHealthAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(VstpAutoConfiguration.class, VstpServerAutoConfiguration.class, VstpHealthAutoConfiguration.class,
				HealthContributorRegistryAutoConfiguration.class, JacksonAutoConfiguration.class));

	@Test
	void shouldBeAbsentWhenThereAreNoHandlers() {
		this.runner.withUserConfiguration(Apps.Empty.class)
			.run((context) -> assertThat(context.getBean(HealthContributorRegistry.class).getContributor("vstp"))
				.isNull());
	}

	@Test
	void shouldBeThereWhenThereAreHandlers() {
		this.runner.withUserConfiguration(TestHandlers.class)
			.withPropertyValues("vstp.server.tcp.port=0", "vstp.server.tcp.address=127.0.0.1")
			.run((context) -> assertThat(context.getBean(HealthContributorRegistry.class).getContributor("vstp"))
				.isInstanceOfSatisfying(VstpServerHealthIndicator.class,
						(indicator) -> assertThat(indicator.health().getStatus()).isEqualTo(Status.UP)));
	}

	@Test
	void shouldBeAbsentWhenItIsDisabled() {
		this.runner.withPropertyValues("management.health.vstp.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(VstpServerHealthIndicator.class));
	}

	@Test
	void shouldBeAbsentWhenThereIsNoServer() {
		this.runner.withPropertyValues("vstp.server.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(VstpServerHealthIndicator.class));
	}

	@Test
	void shouldBeAbsentWhenHealthModuleIs() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("vstpHealthContributor"));
	}

	@Test
	void shouldBackOffWhenUserHasIndicator() {
		this.runner.withBean("vstpHealthIndicator", HealthIndicator.class, () -> () -> Health.up().build())
			.run((context) -> assertThat(context).doesNotHaveBean(VstpServerHealthIndicator.class));
	}

}
