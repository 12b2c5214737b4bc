package io.vstp.spring.docs;

/**
 * What the sensors of the examples measure.
 */
record Reading(double celsius) {

}
