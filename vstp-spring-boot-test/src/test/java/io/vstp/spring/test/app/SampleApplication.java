package io.vstp.spring.test.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An application to be tested.
 */
@SpringBootApplication
public class SampleApplication {

}
