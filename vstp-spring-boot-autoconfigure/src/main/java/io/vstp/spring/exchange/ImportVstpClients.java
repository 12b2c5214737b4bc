package io.vstp.spring.exchange;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.vstp.spring.annotation.VstpExchange;

import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AliasFor;

/**
 * Makes beans of interfaces with {@link VstpExchange}: those that are named, and those
 * found in packages. Where neither is given, the package of the annotated class is
 * searched. A bean has the name of its interface with a small first letter.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(ImportVstpClients.Container.class)
@Import(VstpClientsRegistrar.class)
public @interface ImportVstpClients {

	/**
	 * The same as {@link #types}.
	 * @return the interfaces
	 */
	@AliasFor("types")
	Class<?>[] value() default {};

	/**
	 * The interfaces to make beans of.
	 * @return the interfaces
	 */
	@AliasFor("value")
	Class<?>[] types() default {};

	/**
	 * Where to look for interfaces on which, or on a method of which, there is
	 * {@link VstpExchange}.
	 * @return packages, searched with those below
	 */
	String[] basePackages() default {};

	/**
	 * Where to look for interfaces, as classes of the packages.
	 * @return classes whose packages are searched with those below
	 */
	Class<?>[] basePackageClasses() default {};

	/**
	 * Whom interfaces call that do not say it: a name under
	 * {@code vstp.client.destinations}. Placeholders (<code>${...}</code>) are resolved.
	 * @return the name; none by default
	 */
	String destination() default "";

	/**
	 * Holds several {@link ImportVstpClients}.
	 */
	@Target(ElementType.TYPE)
	@Retention(RetentionPolicy.RUNTIME)
	@Documented
	@Import(VstpClientsRegistrar.class)
	@interface Container {

		/**
		 * The annotations.
		 * @return the annotations
		 */
		ImportVstpClients[] value();

	}

}
