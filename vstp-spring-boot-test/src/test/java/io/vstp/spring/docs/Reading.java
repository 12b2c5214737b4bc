package io.vstp.spring.docs;

/**
 * What a sensor says.
 *
 * @param value degrees
 */
record Reading(double value) {
}
