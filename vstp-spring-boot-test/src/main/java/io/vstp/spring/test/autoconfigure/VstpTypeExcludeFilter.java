package io.vstp.spring.test.autoconfigure;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

import io.vstp.observe.VstpObserver;
import io.vstp.spring.annotation.VstpAdvice;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.handler.VstpErrorMapper;
import io.vstp.spring.handler.VstpReturnValueHandler;

import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.ClassUtils;

/**
 * Says which components {@link VstpTest @VstpTest} starts.
 */
class VstpTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<VstpTest> {

	private static final String[] OPTIONAL_INCLUDES = { "org.springframework.boot.jackson.JacksonComponent",
			"tools.jackson.databind.JacksonModule",
			"org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer" };

	private static final Set<Class<?>> KNOWN_INCLUDES = knownIncludes();

	private final Class<?>[] handlers;

	VstpTypeExcludeFilter(Class<?> testClass) {
		super(testClass);
		this.handlers = getAnnotation().getValue("handlers", Class[].class).orElse(new Class<?>[0]);
	}

	private static Set<Class<?>> knownIncludes() {
		Set<Class<?>> includes = new LinkedHashSet<>(Set.of(VstpAdvice.class, VstpErrorMapper.class,
				MessageConverter.class, HandlerMethodArgumentResolver.class, VstpReturnValueHandler.class,
				Converter.class, GenericConverter.class, VstpObserver.class));
		ClassLoader classLoader = VstpTypeExcludeFilter.class.getClassLoader();
		for (String name : OPTIONAL_INCLUDES) {
			if (ClassUtils.isPresent(name, classLoader)) {
				includes.add(ClassUtils.resolveClassName(name, classLoader));
			}
		}
		return Set.copyOf(includes);
	}

	@Override
	protected Set<Class<?>> getKnownIncludes() {
		return KNOWN_INCLUDES;
	}

	@Override
	protected Set<Class<?>> getComponentIncludes() {
		return Set.of(this.handlers);
	}

	// Handlers may be methods of any component.
	@Override
	protected boolean defaultInclude(MetadataReader metadataReader, MetadataReaderFactory metadataReaderFactory)
			throws IOException {
		String annotation = VstpHandler.class.getName();
		return super.defaultInclude(metadataReader, metadataReaderFactory)
				|| (this.handlers.length == 0 && (metadataReader.getAnnotationMetadata().hasAnnotation(annotation)
						|| metadataReader.getAnnotationMetadata().hasAnnotatedMethods(annotation)));
	}

}
