package io.vstp.spring.exchange;

import java.io.IOException;

import io.vstp.spring.annotation.VstpExchange;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/**
 * Finds interfaces with {@link VstpExchange} on them or on one of their methods.
 */
final class ExchangeScanner extends ClassPathScanningCandidateComponentProvider {

	ExchangeScanner(Environment environment) {
		super(false, environment);
		addIncludeFilter(ExchangeScanner::isExchange);
	}

	@Override
	protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
		return definition.getMetadata().isIndependent();
	}

	@SuppressWarnings("unused") // what a filter gets
	private static boolean isExchange(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
		AnnotationMetadata metadata = reader.getAnnotationMetadata();
		return metadata.isInterface() && !metadata.isAnnotation() && (metadata.isAnnotated(VstpExchange.class.getName())
				|| metadata.hasAnnotatedMethods(VstpExchange.class.getName()));
	}

}
