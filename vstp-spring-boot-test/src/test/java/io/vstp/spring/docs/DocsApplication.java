package io.vstp.spring.docs;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The application of the examples in {@code docs/testing.md}.
 */
@SpringBootApplication
class DocsApplication {

}
