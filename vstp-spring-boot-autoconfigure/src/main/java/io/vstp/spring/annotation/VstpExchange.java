package io.vstp.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;

/**
 * Says what the calls of a declarative client send: an interface without implementation,
 * made a bean by {@code @ImportVstpClients}. On the interface it states what all of its
 * methods have in common; a method adds to the headers, replacing those of the same name,
 * and its other attributes replace those of the interface. Every abstract method makes a
 * call, annotated or not.
 * <p>
 * Arguments are headers ({@code @Header}, {@code @Headers} for a {@code Map} or VSTP's
 * {@code Headers}; {@code null} and an empty {@code Optional} are left out, and each
 * element of a collection is a header), the timeout of the call (a {@code Duration}), and
 * the payload: the parameter with {@code @Payload}, or the one that is none of these.
 * {@code VstpExchangeArgumentResolver} beans add others.
 * <p>
 * What a method returns is read from the reply: any type that can be converted, an
 * {@code Optional}, which is empty where the reply is, a {@code Message} with the headers
 * of the reply, or the {@code Frame}, which is the caller's to release. A
 * {@code CompletableFuture} or a {@code Mono} of these makes the call without waiting,
 * the latter with each subscription. For {@code void} see {@link #until}.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface VstpExchange {

	/**
	 * The same as {@link #headers}.
	 * @return the headers
	 */
	@AliasFor("headers")
	String[] value() default {};

	/**
	 * Headers to send, each as {@code name=value}. Placeholders (<code>${...}</code>) are
	 * resolved.
	 * @return the headers
	 */
	@AliasFor("value")
	String[] headers() default {};

	/**
	 * Whom to call: a name under {@code vstp.client.destinations}. Placeholders
	 * (<code>${...}</code>) are resolved.
	 * @return the name; by default what {@code @ImportVstpClients} says
	 */
	String destination() default "";

	/**
	 * How long a call may take, for instance {@code 500ms} or {@code 2s}. Placeholders
	 * (<code>${...}</code>) are resolved.
	 * @return the timeout; by default the destination's
	 */
	String timeout() default "";

	/**
	 * The media type of the payload, which chooses its converter. Placeholders
	 * (<code>${...}</code>) are resolved.
	 * @return the media type; by default the type of the payload decides
	 */
	String contentType() default "";

	/**
	 * What a method waits for that returns nothing ({@code void}, or a
	 * {@code CompletableFuture<Void>} or {@code Mono<Void>}).
	 * @return what it waits for; {@link Until#ACKNOWLEDGED} by default
	 */
	Until until() default Until.DEFAULT;

	/**
	 * What a call waits for.
	 */
	enum Until {

		/** What the interface says, or else {@link #ACKNOWLEDGED}. */
		DEFAULT,

		/** That the frame is written to the socket. Nobody says whether it arrives. */
		WRITTEN,

		/** That the server acknowledges the frame, or refuses it. */
		ACKNOWLEDGED,

		/** The reply, whose payload is dropped: the handler has ended then. */
		ANSWERED

	}

}
