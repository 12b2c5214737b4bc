package io.vstp.spring.test.relay;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Finds {@link AutoConfigureVstpRelay @AutoConfigureVstpRelay} on tests.
 */
class RelayContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		AutoConfigureVstpRelay annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass,
				AutoConfigureVstpRelay.class);
		return (annotation != null)
				? new RelayContextCustomizer(List.of(annotation.value()), annotation.toLocalServer(), annotation.seed())
				: null;
	}

}
