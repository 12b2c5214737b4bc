/**
 * From Spring Boot's SSL bundles to the TLS contexts of servers and clients.
 */
@NullMarked
package io.vstp.spring.tls;

import org.jspecify.annotations.NullMarked;
