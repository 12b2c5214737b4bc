package io.vstp.spring.exchange;

import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Defines the beans that {@link ImportVstpClients} asks for. Their definitions have
 * nothing but values in them, so that they can be written ahead of time.
 */
final class VstpClientsRegistrar implements ImportBeanDefinitionRegistrar {

	private final ExchangeScanner scanner;

	private final ClassLoader classLoader;

	VstpClientsRegistrar(Environment environment, ResourceLoader resourceLoader, ClassLoader classLoader) {
		this.scanner = new ExchangeScanner(environment);
		this.scanner.setResourceLoader(resourceLoader);
		this.classLoader = classLoader;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		MergedAnnotation<?> container = metadata.getAnnotations().get(ImportVstpClients.Container.class);
		if (container.isPresent()) {
			for (MergedAnnotation<?> annotation : container.getAnnotationArray("value", ImportVstpClients.class)) {
				register(annotation, metadata, registry);
			}
		}
		metadata.getAnnotations()
			.stream(ImportVstpClients.class)
			.forEach((annotation) -> register(annotation, metadata, registry));
	}

	private void register(MergedAnnotation<?> annotation, AnnotationMetadata metadata,
			BeanDefinitionRegistry registry) {
		Set<Class<?>> types = new LinkedHashSet<>(Set.of(annotation.getClassArray("types")));
		for (String basePackage : basePackages(annotation, types.isEmpty(), metadata)) {
			for (BeanDefinition candidate : this.scanner.findCandidateComponents(basePackage)) {
				types.add(ClassUtils.resolveClassName(String.valueOf(candidate.getBeanClassName()), this.classLoader));
			}
		}
		types.forEach((type) -> register(type, annotation.getString("destination"), registry));
	}

	private static Set<String> basePackages(MergedAnnotation<?> annotation, boolean withoutTypes,
			AnnotationMetadata metadata) {
		Set<String> packages = new LinkedHashSet<>(Set.of(annotation.getStringArray("basePackages")));
		for (Class<?> type : annotation.getClassArray("basePackageClasses")) {
			packages.add(type.getPackageName());
		}
		if (packages.isEmpty() && withoutTypes) {
			packages.add(ClassUtils.getPackageName(metadata.getClassName()));
		}
		return packages;
	}

	private static void register(Class<?> type, String destination, BeanDefinitionRegistry registry) {
		String name = StringUtils.uncapitalizeAsProperty(ClassUtils.getShortName(type));
		if (registry.containsBeanDefinition(name)) {
			if (isClient(registry.getBeanDefinition(name), type)) {
				return;
			}
			name = type.getName();
		}
		RootBeanDefinition definition = new RootBeanDefinition(VstpClientFactoryBean.class);
		definition.setTargetType(ResolvableType.forClassWithGenerics(VstpClientFactoryBean.class, type));
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, type);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(1, destination);
		registry.registerBeanDefinition(name, definition);
	}

	private static boolean isClient(BeanDefinition definition, Class<?> type) {
		return definition.getResolvableType().as(VstpClientFactoryBean.class).resolveGeneric() == type;
	}

}
