/**
 * What the Actuator tells of VSTP.
 */
@NullMarked
package io.vstp.spring.actuate;

import org.jspecify.annotations.NullMarked;
