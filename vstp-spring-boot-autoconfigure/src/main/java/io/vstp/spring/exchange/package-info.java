/**
 * Declarative clients: interfaces whose methods make VSTP calls.
 */
@NullMarked
package io.vstp.spring.exchange;

import org.jspecify.annotations.NullMarked;
