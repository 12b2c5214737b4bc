/**
 * Micrometer observations of handlers, calls and pushes, and the trace headers that join
 * them.
 */
@NullMarked
package io.vstp.spring.observation;

import org.jspecify.annotations.NullMarked;
