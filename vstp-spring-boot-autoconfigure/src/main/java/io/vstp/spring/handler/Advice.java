package io.vstp.spring.handler;

import java.util.Arrays;
import java.util.stream.Stream;

import io.vstp.spring.annotation.VstpAdvice;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * A bean that answers for the handlers of others where these fail.
 *
 * @param beanName the name of the bean
 * @param order where it comes among others, the lowest first
 * @param selectors for whom it answers
 * @param exceptionHandlers its methods
 */
record Advice(String beanName, int order, VstpAdvice selectors, ExceptionHandlers exceptionHandlers) {

	/**
	 * Says whether it answers for the handlers of a bean.
	 * @param beanType the class of the bean
	 * @return whether it does
	 */
	boolean isFor(Class<?> beanType) {
		String[] packages = Stream
			.concat(Arrays.stream(this.selectors.basePackages()),
					Arrays.stream(this.selectors.basePackageClasses()).map(ClassUtils::getPackageName))
			.toArray(String[]::new);
		Class<?>[] types = this.selectors.assignableTypes();
		boolean all = packages.length == 0 && types.length == 0 && this.selectors.annotations().length == 0;
		String name = ClassUtils.getPackageName(beanType);
		return all || Arrays.stream(packages).anyMatch((base) -> name.equals(base) || name.startsWith(base + "."))
				|| Arrays.stream(types).anyMatch((type) -> type.isAssignableFrom(beanType))
				|| Arrays.stream(this.selectors.annotations())
					.anyMatch((annotation) -> AnnotatedElementUtils.hasAnnotation(beanType, annotation));
	}

}
