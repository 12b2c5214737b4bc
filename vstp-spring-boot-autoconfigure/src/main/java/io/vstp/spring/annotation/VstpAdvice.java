package io.vstp.spring.annotation;

import java.lang.annotation.Annotation;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.stereotype.Component;

/**
 * Marks a bean whose {@code @MessageExceptionHandler} methods answer for the handlers of
 * other beans, where these have no such method for the exception themselves. What the
 * methods return is the reply, as with a handler. Of several the one that comes first by
 * {@code @Order} and has a method for the exception is called.
 * <p>
 * Without selectors it answers for all handlers; with several, for those that at least
 * one selects.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
public @interface VstpAdvice {

	/**
	 * Packages whose handlers are selected, with those below them.
	 * @return names of packages; none by default
	 */
	String[] basePackages() default {};

	/**
	 * Classes whose packages are selected, with those below them.
	 * @return the classes; none by default
	 */
	Class<?>[] basePackageClasses() default {};

	/**
	 * Types whose handlers are selected: a bean with handlers is of one of them.
	 * @return the types; none by default
	 */
	Class<?>[] assignableTypes() default {};

	/**
	 * Annotations whose bearers are selected: the class of the bean has one of them.
	 * @return the types of the annotations; none by default
	 */
	Class<? extends Annotation>[] annotations() default {};

}
