package io.vstp.spring.autoconfigure;

import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.FieldVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.ResolvableType;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * The properties as the classes annotated with {@link ConfigurationProperties} have them,
 * in the order of their declaration, which class files keep and reflection need not.
 */
final class DeclaredProperties {

	private final Map<String, Property> properties = new LinkedHashMap<>();

	private DeclaredProperties() {
	}

	/**
	 * Finds the properties of this library.
	 * @return the properties by their names
	 */
	static Map<String, Property> all() {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
		scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
		DeclaredProperties declared = new DeclaredProperties();
		scanner.findCandidateComponents("io.vstp.spring")
			.stream()
			.map((candidate) -> ClassUtils.resolveClassName(String.valueOf(candidate.getBeanClassName()), null))
			.sorted((one, other) -> other.getName().compareTo(one.getName()))
			.forEach((type) -> declared.add(type.getAnnotation(ConfigurationProperties.class).value(), type));
		return declared.properties;
	}

	/**
	 * Finds the properties of a class and what is nested in it.
	 * @param prefix what their names begin with
	 * @param type the class
	 * @return the properties by their names
	 */
	static Map<String, Property> of(String prefix, Class<?> type) {
		DeclaredProperties declared = new DeclaredProperties();
		declared.add(prefix, type);
		return declared.properties;
	}

	private void add(String prefix, Class<?> type) {
		add(prefix, new BeanWrapperImpl(BeanUtils.instantiateClass(type)));
	}

	private void add(String prefix, BeanWrapper bean) {
		for (Class<?> type = bean.getWrappedClass(); type != Object.class; type = type.getSuperclass()) {
			for (String field : fields(type)) {
				add(prefix + "." + dashed(field), bean, field, type);
			}
		}
	}

	private void add(String name, BeanWrapper bean, String field, Class<?> declaring) {
		if (!bean.isReadableProperty(field)) {
			return;
		}
		PropertyDescriptor property = bean.getPropertyDescriptor(field);
		Object value = bean.getPropertyValue(field);
		if (value != null && isGroup(property.getPropertyType())) {
			add(name, new BeanWrapperImpl(value));
			return;
		}
		ResolvableType type = ResolvableType.forMethodReturnType(property.getReadMethod());
		this.properties.put(name, new Property(type, value, declaring));
	}

	private static boolean isGroup(Class<?> type) {
		return type.getName().startsWith("io.vstp.") && !type.isEnum();
	}

	private static String dashed(String field) {
		return ConfigurationPropertyName.adapt(field.replaceAll("([A-Z])", "-$1"), '.').toString();
	}

	private static List<String> fields(Class<?> type) {
		List<String> fields = new ArrayList<>();
		ClassVisitor visitor = new ClassVisitor(SpringAsmInfo.ASM_VERSION) {

			@Override
			public @Nullable FieldVisitor visitField(int access, String name, String descriptor, String signature,
					Object value) {
				if ((access & (Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC)) == 0) {
					fields.add(name);
				}
				return null;
			}

		};
		try (InputStream in = type.getResourceAsStream(ClassUtils.getClassFileName(type))) {
			new ClassReader(in).accept(visitor, ClassReader.SKIP_CODE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return fields;
	}

	/**
	 * A property.
	 *
	 * @param type its type
	 * @param value what it is where it is not set
	 * @param declaring the class that has the field
	 */
	record Property(ResolvableType type, @Nullable Object value, Class<?> declaring) {

		Class<?> rawType() {
			return ClassUtils.resolvePrimitiveIfNecessary(this.type.resolve(Object.class));
		}

	}

}
