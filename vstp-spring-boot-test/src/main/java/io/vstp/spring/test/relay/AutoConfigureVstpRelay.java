package io.vstp.spring.test.relay;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Puts a relay between the application under test and each of its destinations, over TCP
 * and UDP alike. The test finds the relays in the bean {@link VstpRelays}, and makes them
 * as bad a network as it needs. Needs {@code vstp-relay} on the class path.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface AutoConfigureVstpRelay {

	/**
	 * The names under {@code vstp.client.destinations} of the destinations.
	 * @return the names; all that are configured if empty
	 */
	String[] value() default {};

	/**
	 * Whether the destinations are this application's own server, wherever it listens,
	 * and not what is configured. A destination that has no address is this in any case.
	 * @return whether they are; by default they are what is configured
	 */
	boolean toLocalServer() default false;

	/**
	 * What the dice of the relays for UDP begin with.
	 * @return any number; by default 1
	 */
	long seed() default 1;

}
