/**
 * Keeps the last reading of each sensor.
 */
@NullMarked
package io.vstp.demo.sensors;

import org.jspecify.annotations.NullMarked;
