package io.vstp.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says with which ERR a frame is answered whose handler throws an exception of the
 * annotated class, or one that is caused by such. A {@code @MessageExceptionHandler} and
 * a {@link io.vstp.spring.handler.VstpErrorMapper} come before it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface VstpErrorStatus {

	/**
	 * The code: one of the protocol's, or the application's own, for instance
	 * {@code out-of-stock}.
	 * @return at most 255 bytes, and not empty
	 */
	String code();

	/**
	 * What is wrong, for people.
	 * @return the message; that of the exception if empty
	 */
	String message() default "";

}
