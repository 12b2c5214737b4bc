package io.vstp.spring.autoconfigure;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Mockito;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever auto-configuration offers, a bean of the application replaces it.
 */
class OwnBeansTests {

	private static final List<Class<?>> AUTO_CONFIGURATIONS = ImportCandidates.load(AutoConfiguration.class, null)
		.getCandidates()
		.stream()
		.filter((name) -> name.startsWith("io.vstp."))
		.<Class<?>>map((name) -> ClassUtils.resolveClassName(name, null))
		.toList();

	static Stream<Method> replaceable() {
		return AUTO_CONFIGURATIONS.stream()
			.flatMap((type) -> Arrays.stream(type.getDeclaredMethods()))
			.filter((method) -> method.isAnnotationPresent(Bean.class))
			.filter((method) -> method.isAnnotationPresent(ConditionalOnMissingBean.class));
	}

	@ParameterizedTest
	@MethodSource("replaceable")
	<T> void shouldBackOffWhenApplicationHasItsOwn(Method method) {
		@SuppressWarnings("unchecked")
		Class<T> type = (Class<T>) method.getReturnType();
		String[] names = method.getAnnotation(ConditionalOnMissingBean.class).name();
		String own = (names.length > 0) ? names[0] : "own";
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AUTO_CONFIGURATIONS.toArray(Class[]::new)))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(own, type, () -> Mockito.mock(type, Mockito.RETURNS_DEEP_STUBS))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(type).hasBean(own));
	}

}
