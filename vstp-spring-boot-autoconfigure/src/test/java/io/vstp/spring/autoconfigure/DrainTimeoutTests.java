package io.vstp.spring.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.convert.DurationStyle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DrainTimeout}.
 */
class DrainTimeoutTests {

	private final StaticListableBeanFactory beans = new StaticListableBeanFactory();

	@ParameterizedTest
	@CsvSource({ "30s, 28s", "20s, 18s", "1s, 900ms", "0s, 0s", "10m, 598s" })
	void shouldLeaveMarginToTheContext(String phase, String drain) {
		LifecycleProperties properties = new LifecycleProperties();
		properties.setTimeoutPerShutdownPhase(duration(phase));
		this.beans.addBean("properties", properties);
		assertThat(DrainTimeout.of(this.beans.getBeanProvider(LifecycleProperties.class))).isEqualTo(duration(drain));
	}

	@Test
	void shouldAssumeDefaultOfBootWhenThereAreNoProperties() {
		assertThat(DrainTimeout.of(this.beans.getBeanProvider(LifecycleProperties.class)))
			.isEqualTo(Duration.ofSeconds(28));
	}

	private static Duration duration(String text) {
		return DurationStyle.SIMPLE.parse(text);
	}

}
