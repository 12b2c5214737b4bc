package io.vstp.spring.test.app;

/**
 * What a sensor says.
 *
 * @param value degrees
 */
public record Reading(double value) {
}
