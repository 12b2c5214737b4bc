/**
 * Bad networks between an application and its destinations.
 */
@NullMarked
package io.vstp.spring.test.relay;

import org.jspecify.annotations.NullMarked;
