package io.vstp.spring.test.app;

import org.springframework.stereotype.Component;

/**
 * What no slice starts.
 */
@Component
public class Unrelated {

}
