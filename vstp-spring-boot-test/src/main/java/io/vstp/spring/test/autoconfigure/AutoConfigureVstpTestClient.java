package io.vstp.spring.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Makes a {@link io.vstp.spring.test.client.VstpTestClient VstpTestClient} a bean of a
 * test that imports its auto-configurations one by one, as slices do; other tests have it
 * anyhow: over a socket where the server listens, to the handlers themselves where it
 * does not.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
public @interface AutoConfigureVstpTestClient {

}
