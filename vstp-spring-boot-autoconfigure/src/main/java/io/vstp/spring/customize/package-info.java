/**
 * What adjusts servers and clients alike.
 */
@NullMarked
package io.vstp.spring.customize;

import org.jspecify.annotations.NullMarked;
