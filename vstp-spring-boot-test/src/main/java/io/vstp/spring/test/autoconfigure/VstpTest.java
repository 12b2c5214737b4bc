package io.vstp.spring.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * For tests of VSTP handlers without a network: starts the beans with
 * {@link io.vstp.spring.annotation.VstpHandler @VstpHandler} methods,
 * {@link io.vstp.spring.annotation.VstpAdvice @VstpAdvice} and {@code VstpErrorMapper},
 * the beans that convert for them ({@code MessageConverter},
 * {@code HandlerMethodArgumentResolver}, {@code VstpReturnValueHandler},
 * {@code Converter}, those of Jackson), and nothing else of the application. No server
 * listens, no destination is called: what handlers work with is mocked, by
 * {@code @MockitoBean} for instance, or imported. A
 * {@link io.vstp.spring.test.client.VstpTestClient VstpTestClient} calls the handlers
 * with all that a server does to a frame: conditions, conversion, acknowledgement,
 * errors.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(VstpTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(VstpTypeExcludeFilter.class)
@AutoConfigureVstp
@AutoConfigureVstpTestClient
@ImportAutoConfiguration
public @interface VstpTest {

	/**
	 * Properties as {@code key=value}, to be added to the environment.
	 * @return the properties; none by default
	 */
	String[] properties() default {};

	/**
	 * The classes of handlers to start; another name for {@link #handlers()}.
	 * @return the classes; all that are found if empty
	 */
	@AliasFor("handlers")
	Class<?>[] value() default {};

	/**
	 * The classes of handlers to start.
	 * @return the classes; all that are found if empty
	 */
	@AliasFor("value")
	Class<?>[] handlers() default {};

	/**
	 * Whether to include what this annotation is for. Only {@linkplain #includeFilters()
	 * chosen} components are started if not.
	 * @return whether to; by default it does
	 */
	boolean useDefaultFilters() default true;

	/**
	 * What else to start.
	 * @return filters of components; none by default
	 */
	Filter[] includeFilters() default {};

	/**
	 * What not to start.
	 * @return filters of components; none by default
	 */
	Filter[] excludeFilters() default {};

	/**
	 * Auto-configurations not to import.
	 * @return the classes; none by default
	 */
	@AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
	Class<?>[] excludeAutoConfiguration() default {};

}
