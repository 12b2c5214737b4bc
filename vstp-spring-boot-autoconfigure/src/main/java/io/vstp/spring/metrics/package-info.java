/**
 * Micrometer meters of what servers and clients do.
 */
@NullMarked
package io.vstp.spring.metrics;

import org.jspecify.annotations.NullMarked;
